package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.queryapi.http.MixedName;
import dev.footfall.queryapi.question.RepositoryCounts;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A repository as the analytics call it.
 *
 * @param id its name
 * @param counted its counts in the period
 */
record Model(String id, RepositoryCounts counted) {
    HourlyCounts.Hour counts() {
        return counted.counts();
    }

    /**
     * The first of them, those with the highest number before others, then by id. Of many only those that may be among them
     * get a name and are sorted.
     */
    static List<Model> first(int most, List<RepositoryCounts> all, ToLongFunction<HourlyCounts.Hour> number) {
        long least = least(most, all, number);
        return all.stream()
                .filter(counted -> number.applyAsLong(counted.counts()) >= least)
                .map(counted -> new Model(MixedName.of(counted.repo()), counted))
                .sorted(Comparator.<Model>comparingLong(model -> -number.applyAsLong(model.counts()))
                        .thenComparing(Model::id))
                .limit(most)
                .toList();
    }

    /** The number of the last of the first. */
    private static long least(int most, List<RepositoryCounts> all, ToLongFunction<HourlyCounts.Hour> number) {
        if (all.size() <= most) return Long.MIN_VALUE;
        long[] ascending = all.stream()
                .mapToLong(counted -> number.applyAsLong(counted.counts()))
                .sorted()
                .toArray();
        return ascending[ascending.length - most];
    }

    /** The sum of all counts. */
    static HourlyCounts.Hour sum(List<RepositoryCounts> all) {
        return all.stream().map(RepositoryCounts::counts).reduce(HourlyCounts.Hour.ZERO, HourlyCounts.Hour::plus);
    }
}
