package dev.footfall.aggregator.live;

import dev.footfall.aggregator.query.TrendingRow;
import java.util.List;

/** The first rows of a ranking, best first; complete if there are no others. */
record RankingHead(List<TrendingRow> rows, boolean complete) {}
