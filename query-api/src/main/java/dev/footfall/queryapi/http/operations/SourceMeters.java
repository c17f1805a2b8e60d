package dev.footfall.queryapi.http.operations;

import dev.footfall.queryapi.gaps.GapCache.SourceTotals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Meters of the sources with the most events, a number that is bounded because each is a label. Every node has those of all
 * partitions, so they are no sums over nodes; what was known stays while a partition does not answer.
 */
final class SourceMeters {
    static final int MOST = 50;

    private static final double MILLIS = 1_000;

    private final Supplier<Optional<List<SourceTotals>>> known;
    private final Map<String, SourceTotals> latest = new ConcurrentHashMap<>();
    private final MultiGauge last;
    private final MultiGauge events;
    private final MultiGauge withoutAgent;

    SourceMeters(Supplier<Optional<List<SourceTotals>>> known, MeterRegistry metrics) {
        this.known = known;
        last = MultiGauge.builder("footfall.source.last.event.timestamp.seconds")
                .description("Time of a source's latest event, seconds since 1970")
                .register(metrics);
        events = MultiGauge.builder("footfall.source.events")
                .description("Events of a source, except duplicates")
                .register(metrics);
        withoutAgent = MultiGauge.builder("footfall.source.events.without.agent")
                .description("Events of a source without a User-Agent, except duplicates")
                .register(metrics);
    }

    /**
     * Takes over what is known now. Samples are added once and follow their source from then on: a scrape that meets one that is
     * being replaced finds it twice, and fails.
     */
    synchronized void refresh() {
        known.get().ifPresent(this::refresh);
    }

    private void refresh(List<SourceTotals> sources) {
        List<SourceTotals> most = sources.stream()
                .sorted(Comparator.comparingLong(SourceTotals::events).reversed())
                .limit(MOST)
                .toList();
        most.forEach(source -> latest.put(source.source(), source));
        register(last, most, source -> source.last().toEpochMilli() / MILLIS);
        register(events, most, SourceTotals::events);
        register(withoutAgent, most, SourceTotals::withoutAgent);
        latest.keySet().retainAll(most.stream().map(SourceTotals::source).toList());
    }

    private void register(MultiGauge gauge, List<SourceTotals> sources, ToDoubleFunction<SourceTotals> value) {
        List<MultiGauge.Row<?>> rows = sources.stream()
                .map(SourceTotals::source)
                .<MultiGauge.Row<?>>map(
                        source -> MultiGauge.Row.of(Tags.of("source", source), () -> latest(source, value)))
                .toList();
        gauge.register(rows, false);
    }

    /** Nothing if it is no longer among them: a scrape may be under way. */
    private double latest(String source, ToDoubleFunction<SourceTotals> value) {
        SourceTotals totals = latest.get(source);
        return totals == null ? Double.NaN : value.applyAsDouble(totals);
    }
}
