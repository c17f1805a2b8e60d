package dev.footfall.aggregator.session;

import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts by the name of something that each download and each file has one of, such as a revision. A download is that of its
 * session's first file.
 *
 * @param named the counts of those that are told apart, by name
 * @param total the counts of all
 */
public record NamedCounts(Map<String, DailyCounts> named, DailyCounts total) {
    public static final NamedCounts NONE = new NamedCounts(Map.of(), DailyCounts.ZERO);

    /** The most names of a sum that are told apart. */
    private static final int MOST = 20_000;

    private static final Comparator<Map.Entry<String, DailyCounts>> MOST_FIRST =
            Map.Entry.<String, DailyCounts>comparingByValue(
                            Comparator.comparingLong(DailyCounts::downloads).thenComparingLong(DailyCounts::files))
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey());

    public NamedCounts {
        named = Collections.unmodifiableMap(new TreeMap<>(named));
    }

    public NamedCounts plus(NamedCounts more) {
        Map<String, DailyCounts> sums = new TreeMap<>(named);
        more.named.forEach((name, counts) -> sums.merge(name, counts, DailyCounts::plus));
        if (sums.size() > 2 * MOST) {
            sums.entrySet().stream()
                    .sorted(MOST_FIRST)
                    .skip(MOST)
                    .map(Map.Entry::getKey)
                    .toList()
                    .forEach(sums::remove);
        }
        return new NamedCounts(sums, total.plus(more.total));
    }

    public DailyCounts other() {
        DailyCounts sum = named.values().stream().reduce(DailyCounts.ZERO, DailyCounts::plus);
        return total.plus(sum.negate());
    }
}
