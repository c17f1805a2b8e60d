package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.RowCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The hours of a repository's days of [{@code from}, {@code to}] that have a row, ascending. */
public record HoursQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<HoursQuery.Day>> {
    public record Day(LocalDate date, HourlyCounts hours) {
        static Day of(LocalDate date, byte[] row) {
            return new Day(date, RowCounts.hours(row));
        }

        Day plus(Day other) {
            return new Day(date, hours.plus(other.hours));
        }

        public static List<RepositoryHour> each(List<Day> days) {
            return days.stream().flatMap(day -> day.each().stream()).toList();
        }

        public List<RepositoryHour> each() {
            List<RepositoryHour> each = new ArrayList<>();
            Instant begin = date.atStartOfDay(ZoneOffset.UTC).toInstant();
            for (HourlyCounts.Hour hour : hours.hours()) {
                each.add(new RepositoryHour(begin, hour));
                begin = begin.plus(Duration.ofHours(1));
            }
            return each;
        }
    }

    @Override
    public LocalRead<List<Day>> answer(RepoId name, PartitionView view) {
        return view.state().days(name, from, to, Day::of);
    }

    @Override
    public List<Day> sum(List<Day> one, List<Day> other) {
        return Sums.by(Day::date, Day::plus, one, other);
    }

    public record RepositoryHour(Instant begin, HourlyCounts.Hour counts) {
        public boolean hasRequests() {
            return counts.hasRequests();
        }
    }
}
