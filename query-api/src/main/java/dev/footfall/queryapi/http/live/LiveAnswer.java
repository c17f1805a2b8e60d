package dev.footfall.queryapi.http.live;

import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.events.ClientProduct;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.question.ArrivedRepository;
import dev.footfall.queryapi.question.FoundArrivals;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Schema;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/** The arrivals of an hour in JSON. Of the time before everything is known there are no steps: that is not zero. */
record LiveAnswer(FoundArrivals arrivals, Instant since, Instant from, Instant now) {
    private static final int MOST = 20;

    private static final Table<ArrivedRepository> REPOSITORIES = Table.<ArrivedRepository>of(
                    CommonSchemas.id(ArrivedRepository::repo),
                    CommonSchemas.type(ArrivedRepository::repo),
                    Column.count("downloads", ArrivedRepository::downloads),
                    Column.bool("private", ArrivedRepository::isPrivate))
            .named("LiveRepository");
    private static final Table<Map.Entry<String, Long>> AGENTS = Table.<Map.Entry<String, Long>>of(
                    Column.text("agent", Map.Entry::getKey), Column.count("downloads", Map.Entry::getValue))
            .named("LiveAgent");
    private static final Table<Map.Entry<String, Long>> EXCLUDED = Table.<Map.Entry<String, Long>>of(
                    Column.text("reason", Map.Entry::getKey), Column.count("events", Map.Entry::getValue))
            .named("LiveReason");

    private static final Table<LiveAnswer> TABLE = Table.<LiveAnswer>of(
                    Column.time("at", LiveAnswer::now),
                    Column.time("since", LiveAnswer::since),
                    Column.time("from", LiveAnswer::from),
                    Column.count("step_seconds", live -> FoundArrivals.STEP_MILLIS / 1_000L),
                    steps("downloads", ArrivalStep::downloads),
                    steps("files", ArrivalStep::files),
                    steps("bytes", ArrivalStep::bytes),
                    EXCLUDED.list("excluded", live -> Sums.mostFirst(live.arrivals.excluded(), ExclusionReason::label)),
                    Column.count("rejected", live -> live.arrivals.rejected()),
                    REPOSITORIES.list("repositories", live -> first(live.arrivals.repositories())),
                    AGENTS.list("agents", live -> Sums.mostFirst(live.arrivals.agents(), ClientProduct::label)))
            .named("Live");
    static final Schema SCHEMA = TABLE.schema();

    /** Numbers by step: what came less what went again, which can be negative. */
    private static Column<LiveAnswer> steps(String name, Function<ArrivalStep, Long> number) {
        Schema numbers = Schema.list(Schema.integer(Long.MIN_VALUE, Long.MAX_VALUE));
        return new Column<>(name, numbers, live -> live.each(number));
    }

    /** {@code from} and {@code stepsFrom} begin the sums and the first step, should everything be known since then. */
    static Reply of(FoundArrivals arrivals, Instant from, Instant stepsFrom, Instant now) {
        Instant known = Instant.ofEpochMilli(nextStep(arrivals.sinceMillis()));
        Instant since = from.isBefore(known) ? known : from;
        return AnswerRenderer.json(
                TABLE, new LiveAnswer(arrivals, since, stepsFrom.isBefore(known) ? known : stepsFrom, now));
    }

    private static long nextStep(long millis) {
        return (millis + FoundArrivals.STEP_MILLIS - 1) / FoundArrivals.STEP_MILLIS * FoundArrivals.STEP_MILLIS;
    }

    /** Of all steps, also those in which nothing arrived. */
    private List<Long> each(Function<ArrivalStep, Long> number) {
        Map<Long, ArrivalStep> byTime =
                arrivals.steps().stream().collect(Collectors.toMap(ArrivalStep::atMillis, one -> one));
        return LongStream.iterate(
                        from.toEpochMilli(), at -> at <= now.toEpochMilli(), at -> at + FoundArrivals.STEP_MILLIS)
                .mapToObj(at -> byTime.getOrDefault(at, new ArrivalStep(at, 0, 0, 0)))
                .map(number)
                .toList();
    }

    private static List<ArrivedRepository> first(List<ArrivedRepository> repositories) {
        return repositories.stream()
                .filter(one -> one.downloads() > 0)
                .sorted(Comparator.comparingLong(ArrivedRepository::downloads)
                        .reversed()
                        .thenComparing(ArrivedRepository::repo))
                .limit(MOST)
                .toList();
    }
}
