package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.Sources;
import dev.footfall.aggregator.counting.TotalsFormat;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.RepositoryTotals;
import dev.footfall.aggregator.session.RepositoryTotals.RecentDownloads;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.RepositoryQuery.DaysQuery;
import dev.footfall.queryapi.question.SourceQueries.SourcesQuery;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StateReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The usage of those of these repositories that have counted events, each read once. All partitions are asked, also
 * those that have none of them: so the answers of several such queries are of one as-of.
 *
 * @param repos of at most {@link #MOST} names
 */
public record UsageQuery(List<Lineage> repos, LocalDate today) implements PartitionQuery<List<UsageQuery.Usage>> {
    /** Most names of repositories in one request to a peer. */
    public static final int MOST = StateReader.MOST_NAMES;

    public static final int MONTH_DAYS = 30;

    /** {@code month} is the month that ends today. */
    public record Usage(RepoId repo, DailyCounts total, long today, long month, List<SourceFiles> sources) {
        public Usage {
            sources = List.copyOf(sources);
        }

        private Usage plus(Usage other) {
            return new Usage(
                    repo,
                    total.plus(other.total),
                    today + other.today,
                    month + other.month,
                    SourcesQuery.plus(sources, other.sources));
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
        long names = repos.stream().mapToLong(repo -> 1L + repo.former().size()).sum();
        if (names > MOST) throw new IllegalArgumentException("too many names of repositories: " + names);
    }

    @Override
    public LocalRead<List<Usage>> answer(PartitionView view) {
        Map<RepoId, RepoId> here = new HashMap<>();
        for (Lineage repo : repos) {
            repo.names().stream().filter(view::has).forEach(name -> here.put(name, repo.name()));
        }
        return view.state()
                .totals(view.partition(), List.copyOf(here.keySet()), totals -> totals)
                .map(found -> sums(found.entrySet().stream()
                        .map(totals -> Usage.of(
                                here.getOrDefault(totals.getKey(), totals.getKey()), totals.getValue(), today))));
    }

    @Override
    public List<Usage> merge(List<List<Usage>> parts) {
        return sums(parts.stream().flatMap(List::stream));
    }

    private static List<Usage> sums(Stream<Usage> all) {
        return Sums.ofEach(Usage::repo, Usage::plus, all);
    }

    /**
     * From the rows of days, which have the downloads by each way, today and in the month that ends today. All
     * partitions are asked, as by {@link UsageQuery}. {@code repos} have at most {@link UsageQuery#MOST} names.
     */
    public record WaysQuery(List<Lineage> repos, LocalDate today) implements PartitionQuery<List<WaysQuery.Ways>> {
        public record Ways(RepoId repo, DailyCounts today, DailyCounts month) {
            private Ways plus(Ways other) {
                return new Ways(repo, today.plus(other.today), month.plus(other.month));
            }
        }

        public WaysQuery {
            repos = List.copyOf(repos);
        }

        @Override
        public LocalRead<List<Ways>> answer(PartitionView view) {
            List<Lineage> here = repos.stream()
                    .filter(repo -> repo.names().stream().anyMatch(view::has))
                    .toList();
            if (!here.isEmpty()) return LocalRead.each(here, repo -> ways(repo, view));
            // a partition without any of them has an as-of, too
            return view.state()
                    .totals(view.partition(), List.of(), totals -> totals)
                    .map(none -> List.of());
        }

        private LocalRead<Ways> ways(Lineage repo, PartitionView view) {
            return new DaysQuery(repo, today.minusDays(UsageQuery.MONTH_DAYS - 1L), today)
                    .answer(view)
                    .map(days -> new Ways(repo.name(), sum(days, today), sum(days, LocalDate.MIN)));
        }

        private static DailyCounts sum(List<RepositoryDay> days, LocalDate from) {
            return days.stream()
                    .filter(day -> !day.date().isBefore(from))
                    .map(RepositoryDay::counts)
                    .reduce(DailyCounts.ZERO, DailyCounts::plus);
        }

        @Override
        public List<Ways> merge(List<List<Ways>> parts) {
            return Sums.ofEach(Ways::repo, Ways::plus, parts.stream().flatMap(List::stream));
        }
    }
}
