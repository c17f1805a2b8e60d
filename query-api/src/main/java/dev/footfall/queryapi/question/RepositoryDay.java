package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.queryapi.route.RowDays;
import dev.footfall.rules.ExclusionReason;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.Map;

/** One row. {@code excluded} has reasons that occurred; late events took {@code merged} from the downloads. */
public record RepositoryDay(LocalDate date, DailyCounts counts, Map<ExclusionReason, Long> excluded, long merged) {
    static final RowDays<RepositoryDay> ROWS =
            new RowDays<>(RepositoryDay::of, RepositoryDay::date, RepositoryDay::plus);

    public RepositoryDay {
        excluded = Map.copyOf(excluded);
    }

    public RepositoryDay(LocalDate date, DailyCounts counts, Map<ExclusionReason, Long> excluded) {
        this(date, counts, excluded, 0);
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
        return new RepositoryDay(date, counts.plus(other.counts), sums, merged + other.merged);
    }
}
