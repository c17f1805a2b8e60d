package dev.footfall.aggregator.counts;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Counts by a name, such as that of a revision or a file.
 *
 * @param named the counts of those that are distinguished, by name
 * @param other the sum of all others
 * @param bounded true if names are among the others because there were too many
 */
public record NamedCounts(Map<String, DailyCounts> named, DailyCounts other, DailyCounts total, boolean bounded) {
    /** The most names of a sum that are distinguished. */
    private static final int MOST = 20_000;

    private static final Comparator<Map.Entry<String, DailyCounts>> MOST_FIRST =
            Map.Entry.<String, DailyCounts>comparingByValue(
                            Comparator.comparingLong(DailyCounts::downloads).thenComparingLong(DailyCounts::files))
                    .reversed()
                    .thenComparing(Map.Entry.comparingByKey());

    public NamedCounts {
        named = Collections.unmodifiableMap(new TreeMap<>(named));
    }

    /** The others are the rest: each download and each file has one name. */
    public NamedCounts(Map<String, DailyCounts> named, DailyCounts total) {
        this(named, total.plus(sum(named.values().stream()).negate()), total, false);
    }

    public NamedCounts plus(NamedCounts more) {
        return sum(List.of(this, more));
    }

    public static NamedCounts sum(List<NamedCounts> all) {
        Map<String, DailyCounts> named = new HashMap<>();
        DailyCounts other = DailyCounts.ZERO;
        DailyCounts total = DailyCounts.ZERO;
        boolean isBounded = false;
        for (NamedCounts counts : all) {
            counts.named.forEach((name, more) -> named.merge(name, more, DailyCounts::plus));
            Map<String, DailyCounts> beyond = named.size() > 2 * MOST ? beyond(named) : Map.of();
            named.keySet().removeAll(beyond.keySet());
            other = other.plus(counts.other).plus(sum(beyond.values().stream()));
            total = total.plus(counts.total);
            isBounded |= counts.bounded || !beyond.isEmpty();
        }
        return new NamedCounts(named, other, total, isBounded);
    }

    private static Map<String, DailyCounts> beyond(Map<String, DailyCounts> sums) {
        return sums.entrySet().stream()
                .sorted(MOST_FIRST)
                .skip(MOST)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public static DailyCounts sum(Stream<DailyCounts> counts) {
        return counts.reduce(DailyCounts.ZERO, DailyCounts::plus);
    }
}
