package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.BalanceSum;
import dev.footfall.events.balances.OpeningBalances;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/** Days in a form that has the balances of other systems beside the counts: {@code empty} is a day without any row. */
public record BalancedDays<T>(RowDays<T> days, Function<LocalDate, T> empty, BiFunction<T, BalanceSum, T> with) {
    /** The days of one name, ascending, with those that have a balance alone. */
    public List<T> merged(List<T> counted, SortedMap<LocalDate, BalanceSum> balances) {
        if (balances.isEmpty()) return counted;
        var all = new TreeMap<LocalDate, T>();
        counted.forEach(day -> all.put(days.date().apply(day), day));
        balances.forEach((date, balance) -> all.put(
                date, with.apply(Optional.ofNullable(all.get(date)).orElseGet(() -> empty.apply(date)), balance)));
        return List.copyOf(all.values());
    }

    public static Set<String> origins(SortedMap<LocalDate, BalanceSum> balances) {
        Set<String> origins = new TreeSet<>();
        balances.values().forEach(one -> origins.addAll(one.byOrigin().keySet()));
        return origins;
    }

    /** The rows of a range with the balances of the names that are wanted, both by key and then by date. */
    RowCursor<T> merged(RowCursor<T> counted, OpeningBalances balances, RowRange range, Predicate<RepoId> wanted) {
        Iterator<DayOfBalance> others = range.types().stream()
                .flatMap(type -> balances.repositories(type, Optional.empty()))
                .filter(wanted)
                .flatMap(repo -> balances.days(repo, range.from(), range.to()).entrySet().stream()
                        .map(day -> new DayOfBalance(repo, day.getKey(), day.getValue())))
                .iterator();
        return others.hasNext() ? new MergedRows(counted, others).rows() : counted;
    }

    private record DayOfBalance(RepoId repo, LocalDate date, BalanceSum balance) {}

    /** Not thread-safe. */
    private final class MergedRows {
        private final RowCursor<T> counted;
        private final Iterator<DayOfBalance> balances;
        private Optional<RepositoryRow<T>> row = Optional.empty();
        private Optional<DayOfBalance> balance = Optional.empty();

        MergedRows(RowCursor<T> counted, Iterator<DayOfBalance> balances) {
            this.counted = counted;
            this.balances = balances;
        }

        RowCursor<T> rows() {
            return new RowReader<>(this::next, counted::close);
        }

        private Optional<RepositoryRow<T>> next() {
            if (row.isEmpty() && counted.hasNext()) row = Optional.of(counted.next());
            if (balance.isEmpty() && balances.hasNext()) balance = Optional.of(balances.next());
            Optional<RepositoryRow<T>> next = row;
            if (balance.isEmpty() || (row.isPresent() && order(row.get(), balance.get()) < 0)) {
                row = Optional.empty();
                return next;
            }
            DayOfBalance other = balance.get();
            boolean isSame = row.isPresent() && order(row.get(), other) == 0;
            T day = isSame ? row.get().day() : empty.apply(other.date);
            if (isSame) row = Optional.empty();
            balance = Optional.empty();
            return Optional.of(new RepositoryRow<>(other.repo, with.apply(day, other.balance)));
        }

        private int order(RepositoryRow<T> one, DayOfBalance other) {
            int byRepo = one.repo().compareTo(other.repo);
            return byRepo == 0 ? days.date().apply(one.day()).compareTo(other.date) : byRepo;
        }
    }
}
