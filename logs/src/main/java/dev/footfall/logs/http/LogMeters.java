package dev.footfall.logs.http;

import dev.footfall.logs.accesslog.PostedLogOutcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

final class LogMeters {
    private static final int MOST_SOURCES = 100;
    private static final String OTHERS = "(others)";

    private final MeterRegistry metrics;
    private final Set<String> sources = ConcurrentHashMap.newKeySet();

    LogMeters(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    void count(String source, PostedLogOutcome.Taken taken) {
        requests(source, "accepted").increment();
        taken.totals()
                .byOutcome()
                .forEach((outcome, lines) -> lines(source, outcome).increment((double) lines));
        String about = "Lines of posted logs that became events without an agent";
        counter("footfall.ingest.log.lines.without.agent", about, source, Tags.empty())
                .increment((double) taken.withoutAgent());
    }

    Counter requests(String source, String outcome) {
        String about = "Posted logs, by outcome; sources after the first hundred are `(others)`";
        return counter("footfall.ingest.logs", about, source, Tags.of("outcome", outcome));
    }

    private Counter lines(String source, String outcome) {
        String about = "Lines of posted logs, by outcome";
        return counter("footfall.ingest.log.lines", about, source, Tags.of("outcome", outcome));
    }

    private Counter counter(String name, String about, String source, Tags tags) {
        return Counter.builder(name)
                .description(about)
                .tag("source", label(source))
                .tags(tags)
                .register(metrics);
    }

    private String label(String source) {
        if (sources.size() < MOST_SOURCES) sources.add(source);
        return sources.contains(source) ? source : OTHERS;
    }
}
