package dev.footfall.bench.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.guarantees.Claim;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A question to the API, which knows what its answer has to be like. */
interface Question {
    /** Path and query. */
    String path();

    /** What is sent by POST; a GET has none. */
    default Optional<Balancer.Body> body() {
        return Optional.empty();
    }

    /** Whether a part is welcome, too. */
    default boolean allowsPartial() {
        return false;
    }

    /** What an answer that arrived then has to have to be whole. */
    Set<String> owed(long arrivedMillis);

    /** What an answer of 200 has of that. */
    Set<String> given(JsonNode body);

    /** What an answer of 200 says of repositories. */
    List<Claim> claims(Answer answer, JsonNode body);

    /** What else is wrong with an answer of 200, in words. */
    default List<String> oddities(JsonNode body) {
        return List.of();
    }
}
