package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.queryapi.auth.Caller;
import java.util.List;

/** The top of a ranking, of repositories that the caller may see. */
record RankingQuery(TrendingQuery ranking, Caller caller) implements TopQuery<RankedRepository> {
    @Override
    public int limit() {
        return ranking.limit();
    }

    @Override
    public LocalRead<List<RankedRepository>> answer(PartitionView view) {
        Access access = view.access(caller);
        return view.state()
                .trending(view.partition(), ranking, access::isVisible)
                .map(rows -> rows.stream()
                        .map(row -> new RankedRepository(row, access.wasPrivate(row.repo())))
                        .toList());
    }
}
