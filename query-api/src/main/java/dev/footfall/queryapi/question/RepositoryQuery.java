package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.RowCounts;
import dev.footfall.aggregator.counting.RowCounts.Uniques;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.KindCounts;
import dev.footfall.aggregator.session.NamedCounts;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.DailyRows.NameDay;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A question to the partition of a repository, or to those of its names if it has several: each answers for the names that
 * are in it, and the answers add up.
 */
public interface RepositoryQuery<T> extends PartitionQuery<T> {
    Lineage repo();

    LocalRead<T> answer(RepoId name, PartitionView view);

    T sum(T one, T other);

    @Override
    default Set<Integer> partitions(LocalState state) {
        return repo().names().stream().map(state::partitionOf).collect(Collectors.toSet());
    }

    @Override
    default LocalRead<T> answer(PartitionView view) {
        return Sums.ofNames(repo(), view, name -> answer(name, view), this::sum);
    }

    @Override
    default T merge(List<T> parts) {
        return parts.stream().reduce(this::sum).orElseThrow();
    }

    /** The days of [{@code from}, {@code to}] that have a row, ascending. */
    record DaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<RepositoryDay>> {
        @Override
        public LocalRead<List<RepositoryDay>> answer(RepoId name, PartitionView view) {
            return view.state().days(name, from, to);
        }

        @Override
        public List<RepositoryDay> sum(List<RepositoryDay> one, List<RepositoryDay> other) {
            return Sums.by(RepositoryDay::date, RepositoryDay::plus, one, other);
        }
    }

    record ClassDaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<ClassDay>> {
        @Override
        public LocalRead<List<ClassDay>> answer(RepoId name, PartitionView view) {
            return view.state().days(name, from, to, ClassDay::of);
        }

        @Override
        public List<ClassDay> sum(List<ClassDay> one, List<ClassDay> other) {
            return Sums.by(ClassDay::date, ClassDay::plus, one, other);
        }
    }

    record ClassesQuery(Lineage repo, LocalDate from, LocalDate to)
            implements RepositoryQuery<KindCounts<ClientClass>> {
        @Override
        public LocalRead<KindCounts<ClientClass>> answer(RepoId name, PartitionView view) {
            return view.state()
                    .days(name, from, to, (date, row) -> RowCounts.classes(row))
                    .map(days -> days.stream().reduce(KindCounts.none(), KindCounts::plus));
        }

        @Override
        public KindCounts<ClientClass> sum(KindCounts<ClientClass> one, KindCounts<ClientClass> other) {
            return one.plus(other);
        }
    }

    record ClientsQuery(Lineage repo, LocalDate from, LocalDate to)
            implements RepositoryQuery<KindCounts<ClientProduct>> {
        @Override
        public LocalRead<KindCounts<ClientProduct>> answer(RepoId name, PartitionView view) {
            return view.state()
                    .days(name, from, to, (date, row) -> RowCounts.clients(row))
                    .map(days -> days.stream().reduce(KindCounts.none(), KindCounts::plus));
        }

        @Override
        public KindCounts<ClientProduct> sum(KindCounts<ClientProduct> one, KindCounts<ClientProduct> other) {
            return one.plus(other);
        }
    }

    /**
     * Answered for each part of a period.
     *
     * @param begins the first day of each part, ascending
     * @param fewest the visitors of a day below which a name is with the others
     */
    record NamesQuery(Lineage repo, List<LocalDate> begins, LocalDate to, String projection, int fewest)
            implements RepositoryQuery<List<NamedCounts>> {
        @Override
        public LocalRead<List<NamedCounts>> answer(RepoId name, PartitionView view) {
            return view.state()
                    .days(
                            name,
                            begins.get(0),
                            to,
                            (date, row) -> new NameDay(date, RowCounts.named(row, projection, fewest)))
                    .map(this::parts);
        }

        private List<NamedCounts> parts(List<NameDay> days) {
            List<List<NamedCounts>> parts = begins.stream()
                    .<List<NamedCounts>>map(begin -> new ArrayList<>())
                    .toList();
            for (NameDay day : days) {
                int at = Collections.binarySearch(begins, day.date());
                parts.get(at < 0 ? -at - 2 : at).add(day.counts());
            }
            return parts.stream().map(NamedCounts::sum).toList();
        }

        @Override
        public List<NamedCounts> sum(List<NamedCounts> one, List<NamedCounts> other) {
            return IntStream.range(0, begins.size())
                    .mapToObj(i -> one.get(i).plus(other.get(i)))
                    .toList();
        }
    }

    record UniquesQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<Uniques> {
        @Override
        public LocalRead<Uniques> answer(RepoId name, PartitionView view) {
            return view.state()
                    .days(name, from, to, (date, row) -> RowCounts.uniques(row))
                    .map(Uniques::union);
        }

        @Override
        public Uniques sum(Uniques one, Uniques other) {
            return Uniques.union(List.of(one, other));
        }
    }

    /** {@code isHidden}: none are found, by as many look-ups as of a repository that has none. */
    record NumbersQuery(Lineage repo, boolean isHidden) implements RepositoryQuery<RepositoryNumbers> {
        public NumbersQuery(Lineage repo) {
            this(repo, false);
        }

        @Override
        public LocalRead<RepositoryNumbers> answer(RepoId name, PartitionView view) {
            LocalState state = view.state();
            if (isHidden) return numbers(state.missTotals(name), () -> state.missLikes(name));
            if (repo.isAlone()) return numbers(state.totals(name), () -> state.likes(name));
            return state.totals(name)
                    .then(counted ->
                            likers(name, view).map(users -> new RepositoryNumbers(counted, users.size(), users)));
        }

        private static LocalRead<RepositoryNumbers> numbers(
                LocalRead<Optional<DailyCounts>> totals, Supplier<LocalRead<Long>> likes) {
            return totals.then(counted -> likes.get().map(number -> new RepositoryNumbers(counted, number, Set.of())));
        }

        private static LocalRead<Set<String>> likers(RepoId name, PartitionView view) {
            StoredUsers users = view.users();
            return view.state()
                    .likers(name, any -> true, Integer.MAX_VALUE)
                    .map(likes -> likes.stream()
                            .map(like -> users.name(like.user()).orElse(like.user()))
                            .collect(Collectors.toSet()));
        }

        @Override
        public RepositoryNumbers sum(RepositoryNumbers one, RepositoryNumbers other) {
            return one.plus(other);
        }
    }

    /**
     * {@code counted}: the sums of its days; empty when no event of it was ever counted. {@code likes}: users who like
     * it; {@code likers}: those users, if it has several names, since a user may like more than one; else none.
     */
    record RepositoryNumbers(Optional<DailyCounts> counted, long likes, Set<String> likers) {
        public RepositoryNumbers {
            likers = Set.copyOf(likers);
        }

        public DailyCounts totals() {
            return counted.orElse(DailyCounts.ZERO);
        }

        RepositoryNumbers plus(RepositoryNumbers other) {
            Set<String> users = new HashSet<>(likers);
            users.addAll(other.likers);
            Optional<DailyCounts> sum =
                    Stream.of(counted, other.counted).flatMap(Optional::stream).reduce(DailyCounts::plus);
            return new RepositoryNumbers(sum, users.size(), users);
        }
    }
}
