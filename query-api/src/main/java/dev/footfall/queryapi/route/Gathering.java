package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.TrendingRow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The top lists of the partitions while they come in. Each partition is added or missed once. Used by one thread. */
final class Gathering {
    private final int limit;
    private final List<TrendingRow> rows = new ArrayList<>();
    private final List<Integer> missing = new ArrayList<>();
    private @Nullable AsOf asOf;
    private String reason = "there are no partitions";

    Gathering(int limit) {
        this.limit = limit;
    }

    Gathering add(List<TrendingRow> top, AsOf topAsOf) {
        rows.addAll(top);
        asOf = asOf == null ? topAsOf : asOf.and(topAsOf);
        return this;
    }

    Gathering miss(int partition, String why) {
        if (missing.isEmpty()) reason = why;
        missing.add(partition);
        return this;
    }

    Answer<List<TrendingRow>> answer() {
        if (asOf == null) return new Answer.Unavailable<>(reason);
        List<TrendingRow> merged = rows.stream().sorted().limit(limit).toList();
        return missing.isEmpty()
                ? new Answer.Complete<>(merged, asOf)
                : new Answer.Partial<>(merged, asOf, missing, reason);
    }
}
