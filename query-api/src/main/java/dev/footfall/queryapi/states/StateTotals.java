package dev.footfall.queryapi.states;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.queryapi.question.ClassDay;

/**
 * The numbers of one day of a repository, or of many.
 *
 * @param downloads sessions
 * @param authenticated those of signed-in users
 * @param files counted events
 * @param bytes that they sent; {@link Long#MAX_VALUE} stands for that and more
 * @param excluded events that were not counted
 */
public record StateTotals(long downloads, long authenticated, long files, long bytes, long excluded) {
    /** Nothing. */
    public static final StateTotals ZERO = new StateTotals(0, 0, 0, 0, 0);

    static StateTotals of(ClassDay day) {
        DailyCounts counts = day.counts().counts();
        long excluded = day.counts().excluded().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return new StateTotals(counts.downloads(), counts.authenticated(), counts.files(), counts.bytes(), excluded);
    }

    /** The sum. */
    public StateTotals plus(StateTotals other) {
        return new StateTotals(
                downloads + other.downloads,
                authenticated + other.authenticated,
                files + other.files,
                DailyCounts.saturatedSum(bytes, other.bytes),
                excluded + other.excluded);
    }
}
