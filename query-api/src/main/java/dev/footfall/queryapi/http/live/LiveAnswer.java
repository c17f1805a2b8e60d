package dev.footfall.queryapi.http.live;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.LastHour;
import dev.footfall.aggregator.counting.LastHour.Step;
import dev.footfall.events.ClientProduct;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.ArrivalsQuery.Found;
import dev.footfall.queryapi.question.ArrivalsQuery.Repository;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The arrivals of an hour in JSON. Of the time before everything is known there are no steps: that is not zero. */
final class LiveAnswer {
    private static final int MOST = 20;

    private static final Table<Repository> REPOSITORIES = Table.<Repository>of(
                    CommonSchemas.id(Repository::repo),
                    CommonSchemas.type(Repository::repo),
                    Column.count("downloads", Repository::downloads),
                    Column.bool("private", Repository::isPrivate))
            .named("LiveRepository");
    private static final Table<Map.Entry<ClientProduct, Long>> AGENTS = Table.<Map.Entry<ClientProduct, Long>>of(
                    Column.text("agent", one -> one.getKey().label()), Column.count("downloads", Map.Entry::getValue))
            .named("LiveAgent");
    private static final Table<Map.Entry<ExclusionReason, Long>> EXCLUDED = Table.<Map.Entry<ExclusionReason, Long>>of(
                    Column.text("reason", one -> one.getKey().label()), Column.count("events", Map.Entry::getValue))
            .named("LiveReason");

    static final Schema SCHEMA = Schema.object()
            .and("at", Schema.time())
            .and("since", Schema.time())
            .and("from", Schema.time())
            .and("step_seconds", Schema.count())
            .and("downloads", Schema.list(Schema.integer(Long.MIN_VALUE, Long.MAX_VALUE)))
            .and("files", Schema.list(Schema.count()))
            .and("bytes", Schema.list(Schema.count()))
            .and("excluded", Schema.list(EXCLUDED.schema()))
            .and("rejected", Schema.count())
            .and("repositories", Schema.list(REPOSITORIES.schema()))
            .and("agents", Schema.list(AGENTS.schema()))
            .named("Live");

    private LiveAnswer() {}

    /** {@code from} and {@code stepsFrom} begin the sums and the first step, should everything be known since then. */
    static Reply of(Found arrivals, Instant from, Instant stepsFrom, Instant now) {
        long known = nextStep(arrivals.sinceMillis());
        List<Step> steps = steps(arrivals.steps(), Math.max(stepsFrom.toEpochMilli(), known), now.toEpochMilli());
        return AnswerRenderer.json(json -> {
            json.writeStringField("at", now.toString());
            write(json, "since", Math.max(from.toEpochMilli(), known));
            write(json, "from", Math.max(stepsFrom.toEpochMilli(), known));
            json.writeNumberField("step_seconds", LastHour.STEP_MILLIS / 1_000);
            write(json, "downloads", steps, Step::downloads);
            write(json, "files", steps, Step::files);
            write(json, "bytes", steps, Step::bytes);
            EXCLUDED.writeList(json, "excluded", most(arrivals.excluded(), ExclusionReason::label));
            json.writeNumberField("rejected", arrivals.rejected());
            REPOSITORIES.writeList(json, "repositories", first(arrivals.repositories()));
            AGENTS.writeList(json, "agents", most(arrivals.agents(), ClientProduct::label));
        });
    }

    private static long nextStep(long millis) {
        return (millis + LastHour.STEP_MILLIS - 1) / LastHour.STEP_MILLIS * LastHour.STEP_MILLIS;
    }

    /** Also those in which nothing arrived. */
    private static List<Step> steps(List<Step> arrived, long fromMillis, long nowMillis) {
        Map<Long, Step> byTime = arrived.stream().collect(Collectors.toMap(Step::atMillis, one -> one));
        return LongStream.iterate(fromMillis, at -> at <= nowMillis, at -> at + LastHour.STEP_MILLIS)
                .mapToObj(at -> byTime.getOrDefault(at, new Step(at, 0, 0, 0)))
                .toList();
    }

    private static void write(JsonGenerator json, String field, long millis) throws IOException {
        json.writeStringField(field, Instant.ofEpochMilli(millis).toString());
    }

    private static void write(JsonGenerator json, String field, List<Step> steps, ToLongFunction<Step> number)
            throws IOException {
        json.writeArrayFieldStart(field);
        for (Step step : steps) json.writeNumber(number.applyAsLong(step));
        json.writeEndArray();
    }

    private static <K> List<Map.Entry<K, Long>> most(Map<K, Long> numbers, Function<K, String> label) {
        return numbers.entrySet().stream()
                .sorted(Map.Entry.<K, Long>comparingByValue()
                        .reversed()
                        .thenComparing(one -> label.apply(one.getKey())))
                .toList();
    }

    private static List<Repository> first(List<Repository> repositories) {
        return repositories.stream()
                .sorted(Comparator.comparingLong(Repository::downloads)
                        .reversed()
                        .thenComparing(Repository::repo))
                .limit(MOST)
                .toList();
    }
}
