package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.proofs.guarantees.Claim;
import dev.footfall.proofs.guarantees.FilesClaim;
import dev.footfall.proofs.guarantees.NumberClaim;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question to the API, which knows what its answer has to be like. */
interface Question {
    /** Path and query. */
    String path();

    /** The body that is sent by POST; a GET has none. */
    default Optional<Balancer.Body> body() {
        return Optional.empty();
    }

    /** The bearer token of the caller; nobody's has none. */
    default Optional<String> token() {
        return Optional.empty();
    }

    /** The request by which it is asked. */
    default Balancer.Errand errand() {
        return new Balancer.Errand(path(), body(), token());
    }

    /** The facts that its answer is held against. */
    Known known();

    /** True if a part is welcome, too. */
    default boolean allowsPartial() {
        return false;
    }

    /** True if one caller is answered few of its kind at a time, and is refused more with 429. */
    default boolean isRationed() {
        return false;
    }

    /** The place of a claim of that answer, in words. */
    default String about(ServerAnswer answer) {
        return path() + " of " + answer.from();
    }

    /** The parts that this answer needs to be whole. */
    Set<String> owed(ServerAnswer answer);

    /** The parts that an answer of 200 has. */
    Set<String> given(JsonNode body);

    /** The claims of an answer of 200 about downloads. */
    default List<Claim> claims(ServerAnswer answer, JsonNode body) {
        return List.of();
    }

    /** The claims of an answer of 200 about files alone. */
    default List<FilesClaim> files(ServerAnswer answer, JsonNode body) {
        return List.of();
    }

    /** The claims of an answer of 200 about files with their downloads. */
    default List<SumClaim> sums(ServerAnswer answer, JsonNode body) {
        return List.of();
    }

    /** The claims of an answer of 200 about how many repositories or users there are. */
    default List<NumberClaim> numbers(ServerAnswer answer, JsonNode body) {
        return List.of();
    }

    /** All other faults of an answer of 200, in words. */
    default List<String> oddities(JsonNode body) {
        return List.of();
    }
}
