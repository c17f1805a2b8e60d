package dev.footfall.queryapi.http.operations;

import dev.footfall.queryapi.gaps.KnownGaps;
import dev.footfall.queryapi.gaps.SourceTotals;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Meters of the sources with the most events, a number that is bounded because each is a label. Every node has those of all
 * partitions, so they are no sums over nodes; what was known stays while a partition does not answer.
 */
final class SourceMeters {
    /** The most sources with meters. */
    static final int MOST = 50;

    private static final double MILLIS = 1_000;

    private final KnownGaps known;
    private final MultiGauge last;
    private final MultiGauge events;
    private final MultiGauge withoutAgent;

    SourceMeters(KnownGaps known, MeterRegistry metrics) {
        this.known = known;
        last = MultiGauge.builder("footfall.source.last.event.timestamp.seconds")
                .description("Time of the latest event of a source, seconds since 1970")
                .register(metrics);
        events = MultiGauge.builder("footfall.source.events")
                .description("Events of a source in the log, counted or not, but for duplicates")
                .register(metrics);
        withoutAgent = MultiGauge.builder("footfall.source.events.without.agent")
                .description("Those of them without a User-Agent")
                .register(metrics);
    }

    /** Takes over what is known now. */
    void refresh() {
        known.sourcesSoon().ifPresent(this::refresh);
    }

    private void refresh(List<SourceTotals> sources) {
        List<SourceTotals> most = sources.stream()
                .sorted(Comparator.comparingLong(SourceTotals::events).reversed())
                .limit(MOST)
                .toList();
        register(last, most, source -> source.last().toEpochMilli() / MILLIS);
        register(events, most, SourceTotals::events);
        register(withoutAgent, most, SourceTotals::withoutAgent);
    }

    private static void register(MultiGauge gauge, List<SourceTotals> sources, ToDoubleFunction<SourceTotals> value) {
        List<MultiGauge.Row<?>> rows = sources.stream()
                .<MultiGauge.Row<?>>map(
                        source -> MultiGauge.Row.of(Tags.of("source", source.source()), value.applyAsDouble(source)))
                .toList();
        gauge.register(rows, true);
    }
}
