package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

public record DayHours(LocalDate date, HourlyCounts hours) {
    static DayHours of(LocalDate date, byte[] row) {
        return new DayHours(date, RowCounts.hours(row));
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
