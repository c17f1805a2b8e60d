package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.queryapi.route.Answer;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Answers about numbers as replies: each says how current it is, and one that is not whole, or further behind the log
 * than allowed, is refused rather than served as a smaller number.
 *
 * @param maxLagRecords the most records that may not be applied yet
 */
record Numbers(long maxLagRecords) {
    /** Whether the client takes a partial answer, as {@code partial=allow} says. */
    static boolean isPartialAllowed(QueryParameters query) {
        Optional<String> partial = query.text("partial");
        if (partial.isPresent() && !partial.get().equals("allow")) {
            throw new BadParameter("partial", partial.get(), "allow");
        }
        return partial.isPresent();
    }

    /**
     * The reply to a question.
     *
     * @param fields the body's fields for the answer's value; empty when it says that there is no such repository
     */
    <T> Reply reply(Answer<T> answer, boolean partialAllowed, Function<T, Optional<Json.Fields>> fields) {
        return answer.fold(
                complete -> whole(complete, fields),
                partial ->
                        partialAllowed ? part(partial, fields) : refused(partial.reason(), partial.missingPartitions()),
                unavailable -> Problem.unavailable(unavailable.reason(), json -> {}));
    }

    private <T> Reply whole(Answer.Complete<T> complete, Function<T, Optional<Json.Fields>> fields) {
        return current(complete.asOf(), fields.apply(complete.value()));
    }

    private <T> Reply part(Answer.Partial<T> partial, Function<T, Optional<Json.Fields>> fields) {
        Optional<Json.Fields> marked = fields.apply(partial.value()).map(value -> json -> {
            value.writeTo(json);
            json.writeBooleanField("complete", false);
            missing(partial.missingPartitions()).writeTo(json);
        });
        return current(partial.asOf(), marked);
    }

    private Reply current(AsOf asOf, Optional<Json.Fields> fields) {
        if (asOf.lagRecords() > maxLagRecords) {
            String reason = asOf.lagRecords() + " records are not yet applied, query.max-lag is " + maxLagRecords;
            return Problem.unavailable(reason, json -> {});
        }
        return fields.map(body -> dated(Reply.of(200, Reply.JSON, Json.object(body)), asOf))
                .orElseGet(Problem::repoNotFound);
    }

    private static Reply dated(Reply reply, AsOf asOf) {
        Reply tagged = reply.withEntityTag().with("X-Footfall-Lag", Long.toString(asOf.lagRecords()));
        return asOf.newestLogTime()
                .map(time -> tagged.with("X-Footfall-As-Of", time.toString()))
                .orElse(tagged);
    }

    private static Reply refused(String reason, List<Integer> missingPartitions) {
        return Problem.unavailable(reason, missing(missingPartitions));
    }

    private static Json.Fields missing(List<Integer> partitions) {
        return json -> {
            json.writeArrayFieldStart("missing_partitions");
            for (int partition : partitions) json.writeNumber(partition);
            json.writeEndArray();
        };
    }
}
