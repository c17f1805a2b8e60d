package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The top of a ranking, of repositories that the caller may see. */
public record RankingQuery(TrendingQuery ranking, Caller caller) implements TopQuery<RankedRepository> {
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
