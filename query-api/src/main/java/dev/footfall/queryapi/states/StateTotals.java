package dev.footfall.queryapi.states;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.queryapi.question.ClassDay;

/** {@code bytes} is at most {@link Long#MAX_VALUE}. */
public record StateTotals(long downloads, long authenticated, long files, long bytes, long excluded) {
    public static final StateTotals ZERO = new StateTotals(0, 0, 0, 0, 0);

    static StateTotals of(ClassDay day) {
        DailyCounts counts = day.counts().counts();
        long excluded = day.counts().excluded().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new StateTotals(counts.downloads(), counts.authenticated(), counts.files(), counts.bytes(), excluded);
    }

    public StateTotals plus(StateTotals other) {
        return new StateTotals(
                downloads + other.downloads,
                authenticated + other.authenticated,
                files + other.files,
                DailyCounts.saturatedSum(bytes, other.bytes),
                excluded + other.excluded);
    }
}
