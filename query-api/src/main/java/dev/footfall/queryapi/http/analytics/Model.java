package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.live.TopK;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.queryapi.question.PeriodQuery.RepositoryCounts;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;

record Model(String id, RepositoryCounts counted) {
    HourlyCounts.Hour counts() {
        return counted.counts();
    }

    /** The first of them, those with the highest number before others, then by id. */
    static List<Model> first(int most, List<RepositoryCounts> all, ToLongFunction<HourlyCounts.Hour> number) {
        var first = new TopK<RepositoryCounts>(
                most,
                Comparator.<RepositoryCounts>comparingLong(counted -> -number.applyAsLong(counted.counts()))
                        .thenComparing(counted -> counted.repo().mixedName()));
        all.forEach(first::offer);
        return first.ranked().stream()
                .map(counted -> new Model(counted.repo().mixedName(), counted))
                .toList();
    }

    static HourlyCounts.Hour sum(List<RepositoryCounts> all) {
        return all.stream().map(RepositoryCounts::counts).reduce(HourlyCounts.Hour.ZERO, HourlyCounts.Hour::plus);
    }
}
