package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.queryapi.route.RowDays;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

public record DayHours(LocalDate date, HourlyCounts hours) {
    static final RowDays<DayHours> ROWS = new RowDays<>(DayHours::of, DayHours::date, DayHours::plus);

    static DayHours of(CountedDay day) {
        return new DayHours(day.date(), day.hours());
    }

    DayHours plus(DayHours other) {
        return new DayHours(date, hours.plus(other.hours));
    }

    public static List<RepositoryHour> each(List<DayHours> days) {
        return days.stream().flatMap(day -> day.each().stream()).toList();
    }

    public List<RepositoryHour> each() {
        List<RepositoryHour> each = new ArrayList<>();
        Instant begin = date.atStartOfDay(ZoneOffset.UTC).toInstant();
        for (HourCounts hour : hours.hours()) {
            each.add(new RepositoryHour(begin, hour));
            begin = begin.plus(Duration.ofHours(1));
        }
        return each;
    }
}
