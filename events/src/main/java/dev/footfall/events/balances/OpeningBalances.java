package dev.footfall.events.balances;

import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All balances that hold, about 52 bytes of a day and 300 of a repository. Changed by one thread at a time, read by any; a reader sees
 * all of one repository as of one moment.
 */
public final class OpeningBalances {
    private final NavigableMap<RepoId, SortedMap<String, OriginBalances>> all = new ConcurrentSkipListMap<>();

    /** Takes the next statement of the log; it holds in place of an earlier one about the same days. */
    public void apply(OpeningBalance next) {
        BalanceDays about = next.days();
        var origins = new TreeMap<>(all.getOrDefault(next.repo(), new TreeMap<>()));
        OriginBalances after =
                origins.getOrDefault(about.origin(), OriginBalances.NONE).with(about, next.numbers());
        if (after.isEmpty()) origins.remove(about.origin());
        else origins.put(about.origin(), after);
        if (origins.isEmpty()) all.remove(next.repo());
        else all.put(next.repo(), origins);
    }

    public boolean isEmpty() {
        return all.isEmpty();
    }

    public boolean has(RepoId repo) {
        return all.containsKey(repo);
    }

    /** True if this statement would change nothing. */
    public boolean holds(OpeningBalance stated) {
        BalanceDays about = stated.days();
        return origins(stated.repo())
                .getOrDefault(about.origin(), OriginBalances.NONE)
                .holds(about, stated.numbers());
    }

    private Map<String, OriginBalances> origins(RepoId repo) {
        return all.getOrDefault(repo, new TreeMap<>());
    }

    /** Of all days, and the lumps. */
    public BalanceSum total(RepoId repo) {
        BalanceSum sum = BalanceSum.NONE;
        for (Map.Entry<String, OriginBalances> one : origins(repo).entrySet())
            sum = sum.plus(one.getValue().total(one.getKey()));
        return sum;
    }

    /** By day; lumps are of none. */
    public SortedMap<LocalDate, BalanceSum> days(RepoId repo, LocalDate from, LocalDate to) {
        var sums = new TreeMap<LocalDate, BalanceSum>();
        origins(repo).forEach((origin, balances) -> balances.addTo(sums, origin, from, to));
        return sums;
    }

    /** All that hold for a repository, by origin, its lump first, then by day. Their times are not kept. */
    public Stream<OpeningBalance> of(RepoId repo) {
        return origins(repo).entrySet().stream().flatMap(one -> one.getValue().all(repo, one.getKey()));
    }

    /** The last day of an origin's balances of these names; 1970-01-01 if it has none. */
    public LocalDate last(List<RepoId> names, String origin) {
        return names.stream()
                .flatMap(this::of)
                .map(OpeningBalance::days)
                .filter(about -> about.origin().equals(origin))
                .map(BalanceDays::last)
                .max(LocalDate::compareTo)
                .orElse(LocalDate.EPOCH);
    }

    public ReplacedDays replaced(RepoId repo) {
        return ReplacedDays.of(of(repo).filter(
                        one -> one.numbers().filter(BalanceNumbers::replaces).isPresent())
                .map(OpeningBalance::days));
    }

    /** In the order of their keys. */
    public Stream<RepoId> repositories() {
        return all.keySet().stream();
    }

    /** Those of a type after one of them, in the order of their keys. */
    public Stream<RepoId> repositories(RepoType type, Optional<RepoId> after) {
        return after.map(one -> all.tailMap(one, false)).orElse(all).keySet().stream()
                .filter(repo -> repo.type() == type);
    }

    /** The origins that have a balance of a day of the period, of one of these repositories; ends when all are found. */
    public Set<String> origins(Predicate<RepoId> wanted, LocalDate from, LocalDate to) {
        var found = new TreeSet<String>();
        all.forEach((repo, origins) -> {
            if (found.containsAll(origins.keySet()) || !wanted.test(repo)) return;
            origins.forEach((origin, balances) -> {
                if (balances.hasAny(from, to)) found.add(origin);
            });
        });
        return found;
    }
}
