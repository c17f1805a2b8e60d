package dev.footfall.ingest.http;

import dev.footfall.ingest.accesslog.LineTotals;
import dev.footfall.ingest.accesslog.PostedLog.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The lines of posted logs, counted by source and outcome; those of more sources than are told apart under one name. */
final class LogMeters {
    private static final int MOST_SOURCES = 100;
    private static final String OTHERS = "(others)";

    private final MeterRegistry metrics;
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    LogMeters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(String source, Outcome.Taken taken) {
        requests(source, "accepted").increment();
        LineTotals totals = taken.totals();
        lines(source, "accepted").increment((double) totals.published());
        lines(source, "not-routed").increment((double) totals.notRouted());
        lines(source, "skipped").increment((double) totals.skipped());
        lines(source, "unreadable").increment((double) totals.rejected());
        Counter.builder("footfall.ingest.log.lines.without.agent")
                .description("Lines of posted logs that became events without an agent")
                .tag("source", label(source))
                .register(metrics)
                .increment((double) taken.withoutAgent());
    }

    /** Counts a request whose lines were not what they were said to be. */
    void countRefused(String source) {
        requests(source, "refused").increment();
    }

    /** Counts a request of which not everything could be written. */
    void countUnavailable(String source) {
        requests(source, "unavailable").increment();
    }

    private Counter requests(String source, String outcome) {
        return Counter.builder("footfall.ingest.logs")
                .description("Posted logs, by outcome; sources after the first hundred are `(others)`")
                .tag("source", label(source))
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Counter lines(String source, String outcome) {
        return Counter.builder("footfall.ingest.log.lines")
                .description("Lines of posted logs, by outcome")
                .tag("source", label(source))
                .tag("outcome", outcome)
                .register(metrics);
    }

    private String label(String source) {
        if (sources.size() < MOST_SOURCES) sources.add(source);
        return sources.contains(source) ? source : OTHERS;
    }
}
