package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.counts.SourceDay;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

public record SourceTotals(String source, long events, long withoutAgent, Instant last) {
    static List<SourceTotals> of(Collection<SourceDay> days) {
        return List.copyOf(days.stream()
                .map(SourceTotals::of)
                .collect(Collectors.toMap(SourceTotals::source, totals -> totals, SourceTotals::plus, TreeMap::new))
                .values());
    }

    private static SourceTotals of(SourceDay day) {
        return new SourceTotals(day.source(), day.events(), day.withoutAgent(), day.last());
    }

    private SourceTotals plus(SourceTotals other) {
        return new SourceTotals(
                source,
                events + other.events,
                withoutAgent + other.withoutAgent,
                last.isAfter(other.last) ? last : other.last);
    }
}
