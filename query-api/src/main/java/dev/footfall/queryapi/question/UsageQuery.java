package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Sources;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.aggregator.store.TotalsFormat;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;

/**
 * The usage of those of these repositories that have counted events, each read once. All partitions are asked, also those that
 * have none of them: so the answers of several such queries are of one as-of.
 *
 * @param repos at most {@link #MOST}
 */
public record UsageQuery(List<RepoId> repos, LocalDate today) implements PartitionQuery<List<UsageQuery.Usage>> {
    /** The most repositories, such that their names fit into a question to a peer. */
    public static final int MOST = 1_000;

    /** The days of a month: 30 that end today. */
    public static final int MONTH_DAYS = 30;

    /**
     * The usage of one repository.
     *
     * @param total the sums of its days
     * @param today its downloads today
     * @param month its downloads in the month that ends today
     * @param sources its files by file server
     */
    public record Usage(RepoId repo, DailyCounts total, long today, long month, List<SourceFiles> sources) {
        public Usage {
            sources = List.copyOf(sources);
        }

        private static Usage of(RepoId repo, byte[] value, LocalDate today) {
            int day = Math.toIntExact(today.toEpochDay());
            RepositoryTotals totals = TotalsFormat.decode(value);
            RecentDownloads recent = totals.recent();
            long month = recent.sum(day - MONTH_DAYS + 1, day);
            return new Usage(repo, totals.counts(), recent.sum(day, day), month, Sources.of(value));
        }
    }

    public UsageQuery {
        repos = List.copyOf(repos);
        if (repos.size() > MOST) throw new IllegalArgumentException("too many repositories: " + repos.size());
    }

    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    public LocalRead<List<Usage>> answer(PartitionView view) {
        List<RepoId> here = repos.stream().filter(view::has).toList();
        return view.state()
                .totals(view.partition(), here, totals -> totals)
                .map(found -> found.entrySet().stream()
                        .map(totals -> Usage.of(totals.getKey(), totals.getValue(), today))
                        .toList());
    }

    @Override
    public List<Usage> merge(List<List<Usage>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
