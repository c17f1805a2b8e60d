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

    /** All of them, those with the highest number first, then by id. */
    static List<Model> ranked(List<RepositoryCounts> all, ToLongFunction<HourlyCounts.Hour> number) {
        return all.stream()
                .map(counted -> new Model(MixedName.of(counted.repo()), counted))
                .sorted(Comparator.<Model>comparingLong(model -> -number.applyAsLong(model.counts()))
                        .thenComparing(Model::id))
                .toList();
    }

    /** The sum of all counts. */
    static HourlyCounts.Hour sum(List<RepositoryCounts> all) {
        return all.stream().map(RepositoryCounts::counts).reduce(HourlyCounts.Hour.ZERO, HourlyCounts.Hour::plus);
    }
}
