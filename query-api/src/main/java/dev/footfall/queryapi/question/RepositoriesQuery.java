package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.RowCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.LocalState.DayForm;
import dev.footfall.aggregator.query.LocalState.RepositoryPage;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.question.RepositoryQuery.ClassDaysQuery;
import dev.footfall.queryapi.question.RepositoryQuery.DaysQuery;
import dev.footfall.queryapi.question.RepositoryQuery.NumbersQuery;
import dev.footfall.queryapi.question.RepositoryQuery.RepositoryNumbers;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question about many repositories to the partitions that they are in. Each partition answers for its own; merged,
 * the answers stand in the order of the query.
 */
public interface RepositoriesQuery<T extends RepositoriesQuery.Part<T>> extends PartitionQuery<List<T>> {
    /** The answer about one repository, which it names, or about some of its names. */
    interface Part<T> {
        RepoId repo();

        T plus(T other);
    }

    List<Lineage> repos();

    LocalRead<T> answer(Lineage repo, PartitionView view);

    @Override
    default Set<Integer> partitions(LocalState state) {
        return repos().stream()
                .flatMap(repo -> repo.names().stream())
                .map(state::partitionOf)
                .collect(Collectors.toSet());
    }

    @Override
    default LocalRead<List<T>> answer(PartitionView view) {
        List<Lineage> here = repos().stream()
                .filter(repo -> repo.names().stream().anyMatch(view::has))
                .distinct() // names may have become one by a rename
                .toList();
        if (here.isEmpty()) return new LocalRead.NotOwned<>(view.partition());
        return LocalRead.each(here, repo -> answer(repo, view));
    }

    @Override
    default List<T> merge(List<List<T>> parts) {
        Map<RepoId, T> byRepo = new HashMap<>();
        parts.forEach(part -> part.forEach(answer -> byRepo.merge(answer.repo(), answer, T::plus)));
        return repos().stream()
                .flatMap(repo -> Optional.ofNullable(byRepo.get(repo.name())).stream())
                .toList();
    }

    /** {@code hidden}: those about which nothing is read, so that they take as long as one without any events. */
    record SummariesQuery(List<Lineage> repos, Set<RepoId> hidden, LocalDate from, LocalDate to)
            implements RepositoriesQuery<RepositorySummary> {
        public SummariesQuery {
            repos = List.copyOf(repos);
            hidden = Set.copyOf(hidden);
        }

        public SummariesQuery(List<Lineage> repos, LocalDate from, LocalDate to) {
            this(repos, Set.of(), from, to);
        }

        @Override
        public LocalRead<RepositorySummary> answer(Lineage repo, PartitionView view) {
            LocalRead<RepositoryNumbers> read = new NumbersQuery(repo, hidden.contains(repo.name())).answer(view);
            return read.then(numbers -> numbers.counted().isEmpty()
                    ? read.map(any -> new RepositorySummary(repo.name(), numbers, 0))
                    : new DaysQuery(repo, from, to)
                            .answer(view)
                            .map(days -> new RepositorySummary(repo.name(), numbers, downloads(days))));
        }

        private static long downloads(List<RepositoryDay> days) {
            return days.stream().mapToLong(day -> day.counts().downloads()).sum();
        }
    }

    /** {@code recentDownloads}: of the days of the query. */
    record RepositorySummary(RepoId repo, RepositoryNumbers numbers, long recentDownloads)
            implements RepositoriesQuery.Part<RepositorySummary> {
        @Override
        public RepositorySummary plus(RepositorySummary other) {
            return new RepositorySummary(repo, numbers.plus(other.numbers), recentDownloads + other.recentDownloads);
        }
    }

    /** On each day of [{@code from}, {@code to}]; {@code classes} of the downloads, empty for all. */
    record DownloadSeriesQuery(List<Lineage> repos, LocalDate from, LocalDate to, Set<ClientClass> classes)
            implements RepositoriesQuery<DownloadSeries> {
        public DownloadSeriesQuery {
            repos = List.copyOf(repos);
            classes = Set.copyOf(classes);
        }

        @Override
        public LocalRead<DownloadSeries> answer(Lineage repo, PartitionView view) {
            DayForm<Map.Entry<LocalDate, Long>> form =
                    (date, row) -> Map.entry(date, RowCounts.downloads(row, classes));
            return Sums.ofNames(
                    repo,
                    view,
                    name -> view.state()
                            .days(name, from, to, form)
                            .map(days -> new DownloadSeries(repo.name(), everyDay(days))),
                    DownloadSeries::plus);
        }

        private List<Long> everyDay(List<Map.Entry<LocalDate, Long>> days) {
            int length = Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
            List<Long> downloads = new ArrayList<>(Collections.nCopies(length, 0L));
            days.forEach(day -> downloads.set((int) ChronoUnit.DAYS.between(from, day.getKey()), day.getValue()));
            return downloads;
        }
    }

    /** {@code downloads}: of each day of the query, ascending. */
    record DownloadSeries(RepoId repo, List<Long> downloads) implements RepositoriesQuery.Part<DownloadSeries> {
        public DownloadSeries {
            downloads = List.copyOf(downloads);
        }

        @Override
        public DownloadSeries plus(DownloadSeries other) {
            return new DownloadSeries(repo, plus(downloads, other.downloads));
        }

        public static List<Long> plus(List<Long> one, List<Long> other) {
            List<Long> sums = new ArrayList<>(one);
            for (int i = 0; i < sums.size(); i++) sums.set(i, one.get(i) + other.get(i));
            return sums;
        }
    }

    /** The composition of the counts of many repositories over the days of [{@code from}, {@code to}], including excluded events. */
    record CompositionQuery(List<Lineage> repos, LocalDate from, LocalDate to)
            implements RepositoriesQuery<CompositionQuery.Composition> {
        public record Composition(RepoId repo, ClassDay sum) implements Part<Composition> {
            @Override
            public Composition plus(Composition other) {
                return new Composition(repo, sum.plus(other.sum));
            }
        }

        public CompositionQuery {
            repos = List.copyOf(repos);
        }

        @Override
        public LocalRead<Composition> answer(Lineage repo, PartitionView view) {
            return new ClassDaysQuery(repo, from, to)
                    .answer(view)
                    .map(days -> new Composition(repo.name(), days.stream().reduce(ClassDay.NOTHING, ClassDay::plus)));
        }
    }

    /**
     * The repositories of a type that have counted events, in the order of their keys. Only their names: the node that asks leaves
     * out what its caller may not see, before it asks anything else.
     */
    public record CountedQuery(RepoType type, RepositoryPage page) implements PartitionQuery<List<RepoId>> {
        @Override
        public LocalRead<List<RepoId>> answer(PartitionView view) {
            return view.state().counted(view.partition(), type, page);
        }

        @Override
        public List<RepoId> merge(List<List<RepoId>> parts) {
            return parts.stream()
                    .flatMap(List::stream)
                    .sorted()
                    .limit(page.limit())
                    .toList();
        }
    }
}
