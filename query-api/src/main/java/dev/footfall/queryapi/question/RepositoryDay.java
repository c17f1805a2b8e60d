package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.events.balances.BalanceSum;
import dev.footfall.queryapi.route.BalancedDays;
import dev.footfall.queryapi.route.RowDays;
import dev.footfall.rules.ExclusionReason;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/**
 * One row: what was counted, and beside it the {@code balance} that other systems counted. {@code excluded} has reasons that
 * occurred; late events took {@code merged} from the downloads.
 */
public record RepositoryDay(
        LocalDate date, DailyCounts counts, Map<ExclusionReason, Long> excluded, long merged, BalanceSum balance) {
    static final RowDays<RepositoryDay> ROWS =
            new RowDays<>(RepositoryDay::of, RepositoryDay::date, RepositoryDay::plus);
    static final BalancedDays<RepositoryDay> BALANCED =
            new BalancedDays<>(ROWS, RepositoryDay::empty, RepositoryDay::withBalance);

    public RepositoryDay {
        excluded = Map.copyOf(excluded);
    }

    public RepositoryDay(LocalDate date, DailyCounts counts, Map<ExclusionReason, Long> excluded) {
        this(date, counts, excluded, 0);
    }

    public RepositoryDay(LocalDate date, DailyCounts counts, Map<ExclusionReason, Long> excluded, long merged) {
        this(date, counts, excluded, merged, BalanceSum.NONE);
    }

    public static RepositoryDay empty(LocalDate date) {
        return new RepositoryDay(date, DailyCounts.ZERO, Map.of());
    }

    public static RepositoryDay of(CountedDay day) {
        DailyRow row = day.row();
        return new RepositoryDay(day.date(), row.counts(), row.excluded().byReason(), row.merged());
    }

    public RepositoryDay plus(RepositoryDay other) {
        Map<ExclusionReason, Long> sums = new EnumMap<>(ExclusionReason.class);
        sums.putAll(excluded);
        other.excluded.forEach((reason, events) -> sums.merge(reason, events, Long::sum));
        return new RepositoryDay(
                date, counts.plus(other.counts), sums, merged + other.merged, balance.plus(other.balance));
    }

    /** The same beside a balance, or without the downloads whose place it takes. */
    public RepositoryDay withBalance(BalanceSum of) {
        DailyCounts left = of.replaces() ? new DailyCounts(0, 0, 0, counts.bytes()) : counts;
        return new RepositoryDay(date, left, excluded, merged, balance.plus(of));
    }

    /** True if it has counted files, or a balance. */
    public boolean isShown() {
        return counts.files() > 0 || !balance.isNone();
    }

    public long downloads() {
        return counts.downloads() + balance.downloads();
    }

    /** With a balance whose origin does not tell users apart, less than {@link #downloads} with {@link #anonymous}. */
    public long authenticated() {
        return counts.authenticated() + balance.authenticated();
    }

    public long anonymous() {
        return counts.anonymous() + balance.anonymous();
    }

    public long files() {
        return counts.files() + balance.files();
    }
}
