package dev.footfall.queryapi.http.category;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers by name. */
final class Tallies {
    private static final Comparator<Tally> MOST_FIRST =
            Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::name);

    private final Map<String, Long> counts = new HashMap<>();

    /** One of them. */
    record Tally(String name, long count) {}

    void add(String name, long number) {
        counts.merge(name, number, Long::sum);
    }

    /** The largest, then by name. */
    List<Tally> most(long limit) {
        return counts.entrySet().stream()
                .map(entry -> new Tally(entry.getKey(), entry.getValue()))
                .sorted(MOST_FIRST)
                .limit(limit)
                .toList();
    }
}
