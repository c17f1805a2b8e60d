package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.BalanceSum;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.events.balances.ReplacedDays;
import dev.footfall.queryapi.route.PartitionView;
import java.util.Optional;
import java.util.Set;

/**
 * The sums of a name's days beside its balances, lumps included.
 *
 * @param counted without the downloads whose place a balance takes; empty when it has no event
 */
record BalancedTotals(Optional<DailyCounts> counted, BalanceSum balance) {
    long downloads() {
        return counted.orElse(DailyCounts.ZERO).downloads() + balance.downloads();
    }

    static LocalRead<BalancedTotals> of(RepoId name, PartitionView view) {
        OpeningBalances balances = view.balances();
        if (!balances.has(name))
            return view.state().totals().of(name).map(counted -> new BalancedTotals(counted, BalanceSum.NONE));
        BalanceSum balance = balances.total(name);
        Set<String> origins = balance.byOrigin().keySet();
        if (!balance.replaces())
            return view.state()
                    .totals()
                    .of(name)
                    .map(counted -> new BalancedTotals(counted, balance))
                    .including(origins);
        return replaced(name, view)
                .then(replaced -> view.state()
                        .totals()
                        .of(name)
                        .map(counted -> new BalancedTotals(counted.map(all -> less(all, replaced)), balance)))
                .including(origins);
    }

    /** The counts whose place balances take: they may still change, so they are read each time. */
    private static LocalRead<DailyCounts> replaced(RepoId name, PartitionView view) {
        ReplacedDays days = view.balances().replaced(name);
        return view.state()
                .days()
                .of(name, days.first(), days.last(), day -> days.contains(day.date()) ? day.counts() : DailyCounts.ZERO)
                .map(counts -> counts.stream().reduce(DailyCounts.ZERO, DailyCounts::plus));
    }

    private static DailyCounts less(DailyCounts all, DailyCounts replaced) {
        return all.plus(new DailyCounts(
                -replaced.downloads(),
                -replaced.authenticated(),
                -replaced.files(),
                0,
                -replaced.git(),
                -replaced.lfs()));
    }
}
