package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Answers about numbers as replies: each says how current it is and by which rules it was counted, and one that is not
 * whole, or further behind the log than allowed, is refused rather than served as a smaller number.
 *
 * @param maxLagRecords the most records that may not be applied yet
 */
public record AnswerRenderer(long maxLagRecords, String rules, InstantSource clock) {
    public static final QueryParameter<Optional<String>> PARTIAL =
            QueryParameter.word("partial", "Accept a partial answer if not every partition answers.", List.of("allow"));

    private static final Duration BEHIND = Duration.ofMinutes(1);

    public static boolean isPartialAllowed(QueryParameters query) {
        return PARTIAL.of(query).isPresent();
    }

    public <T> Reply reply(Answer<T> answer, boolean partialAllowed, Function<T, Json.Fields> fields) {
        if (partialAllowed && answer instanceof Answer.Partial<T> partial) return part(partial, fields);
        return reply(answer, value -> Optional.of(json(fields.apply(value))));
    }

    /** Its answer is whole or none. {@code body} is empty when the value says that there is no such repository. */
    public <T> Reply reply(Answer<T> answer, Function<T, Optional<Reply>> body) {
        return answer.fold(
                complete -> current(complete.asOf(), () -> body.apply(complete.value())),
                AnswerRenderer::refused,
                unavailable -> Problem.unavailable(unavailable.reason()));
    }

    public static <T> Answer.Complete<T> whole(Answer<T> answer) {
        return answer.fold(
                complete -> complete,
                partial -> {
                    throw new HttpProblemException(refused(partial));
                },
                unavailable -> {
                    throw new HttpProblemException(Problem.unavailable(unavailable.reason()));
                });
    }

    public static <R> Reply json(Table<R> table, R row) {
        return json(json -> table.writeFields(json, row));
    }

    public static Reply json(Json.Fields fields) {
        return Reply.of(200, Reply.JSON, Json.object(fields));
    }

    private <T> Reply part(Answer.Partial<T> partial, Function<T, Json.Fields> fields) {
        return current(
                partial.asOf(),
                () -> Optional.of(json(json -> {
                    fields.apply(partial.value()).writeTo(json);
                    json.writeBooleanField("complete", false);
                    missing(partial.missingPartitions()).writeTo(json);
                })));
    }

    private Reply current(AsOf asOf, Supplier<Optional<Reply>> body) {
        if (asOf.lagRecords() > maxLagRecords) {
            return Problem.unavailable(
                    asOf.lagRecords() + " records are not yet applied, query.max-lag is " + maxLagRecords);
        }
        Optional<Reply> found = body.get();
        if (found.isEmpty()) checkCurrent(asOf); // else an event that is not counted yet may be long there
        return found.map(reply -> dated(reply, asOf)).orElseGet(Problem::repoNotFound);
    }

    /** Fails with a 503 unless every event older than a minute is counted. */
    public void checkCurrent(AsOf asOf) {
        if (!asOf.wholeUntil().isAfter(clock.instant().minus(BEHIND)))
            throw new HttpProblemException(Problem.unavailable("counting is more than a minute behind"));
    }

    private Reply dated(Reply reply, AsOf asOf) {
        Reply tagged = reply.streamed().isPresent() ? reply.with("Cache-Control", "no-store") : reply.withEntityTag();
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("X-Footfall-Lag", Long.toString(asOf.lagRecords()));
        headers.put("X-Footfall-Rules", rules);
        asOf.newestLogTime().ifPresent(time -> headers.put("X-Footfall-As-Of", time.toString()));
        asOf.lastSealed().ifPresent(day -> headers.put("X-Footfall-Sealed", day.toString()));
        if (!asOf.balances().isEmpty())
            headers.put("X-Footfall-Balances", String.join(",", new TreeSet<>(asOf.balances())));
        return tagged.with(headers);
    }

    private static Reply refused(Answer.Partial<?> partial) {
        return Problem.unavailable(partial.reason(), missing(partial.missingPartitions()));
    }

    private static Json.Fields missing(List<Integer> partitions) {
        return json -> {
            json.writeArrayFieldStart("missing_partitions");
            for (int partition : partitions) json.writeNumber(partition);
            json.writeEndArray();
        };
    }
}
