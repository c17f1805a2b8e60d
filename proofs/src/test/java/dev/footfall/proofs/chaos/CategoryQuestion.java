package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoType;
import dev.footfall.proofs.guarantees.Bounds;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import dev.footfall.proofs.guarantees.Ledger.Span;
import dev.footfall.proofs.guarantees.NumberClaim;
import dev.footfall.proofs.guarantees.SumClaim;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The question for the sums over the repositories of a type, each of which is a category.
 *
 * @param known the facts to check against
 * @param type the type of the repositories
 */
record CategoryQuestion(Known known, RepoType type) implements Question {
    private static final String SUMS = "download_stats";
    private static final String FILES = "total_download_entries";
    private static final String REPOSITORIES = "total_models_with_downloads";

    @Override
    public String path() {
        return "/model_references/statistics/" + type.label();
    }

    private IntStream repositories() {
        return IntStream.range(0, known.catalog().size())
                .filter(index -> known.catalog().id(index).type() == type);
    }

    /** The sums; of a category that may still be empty, nothing. */
    @Override
    public boolean isRationed() {
        return true;
    }

    @Override
    public Set<String> owed(ServerAnswer answer) {
        boolean isOwed = repositories().anyMatch(index -> known.hasToBeThere(index, answer));
        return isOwed ? Set.of(SUMS) : Set.of();
    }

    @Override
    public Set<String> given(JsonNode body) {
        return body.has(SUMS) ? Set.of(SUMS) : Set.of();
    }

    private Stream<Bounds> bounds(ServerAnswer answer) {
        Moments moments = known.ofMany(answer);
        return repositories().mapToObj(index -> known.ledger().allDays(index, moments));
    }

    @Override
    public List<SumClaim> sums(ServerAnswer answer, JsonNode body) {
        JsonNode sums = body.path(SUMS);
        return List.of(new SumClaim(
                about(answer),
                sums.path("total_downloads").asLong(),
                sums.path(FILES).asLong(),
                OptionalLong.of(sums.path("total_size_bytes").asLong()),
                bounds(answer).reduce(Bounds.NOTHING, Bounds::plus)));
    }

    @Override
    public List<NumberClaim> numbers(ServerAnswer answer, JsonNode body) {
        Span span = bounds(answer).map(Bounds::ofOne).reduce(Span.NONE, Span::plus);
        long number = body.path(SUMS).path(REPOSITORIES).asLong();
        return List.of(new NumberClaim(about(answer), number, span));
    }

    /** Of a load, each file has a file server. */
    @Override
    public List<String> oddities(JsonNode body) {
        long files = 0;
        for (JsonNode host : body.path(SUMS).path("hosts")) files += host.asLong();
        boolean isRight = files == body.path(SUMS).path(FILES).asLong();
        return isRight ? List.of() : List.of("the files of its file servers are " + files);
    }
}
