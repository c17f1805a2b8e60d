package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.RowCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState.DayForm;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.LongStream;

/** {@code isHourly}: true for a point for each hour, false for one for each day. */
public record SeriesQuery(List<Lineage> repos, HourSpan span, boolean isHourly)
        implements RepositoriesQuery<SeriesQuery.Series> {
    public SeriesQuery {
        repos = List.copyOf(repos);
    }

    /** {@code points}: those with a file, ascending. */
    public record Series(RepoId repo, List<Point> points) implements Part<Series> {
        @Override
        public Series plus(Series other) {
            return new Series(repo, Sums.by(Point::hour, Point::plus, points, other.points));
        }
    }

    /** {@code hour}: the hour, or the first of the day; {@code files}: at least one. */
    public record Point(long hour, long files) {
        private Point plus(Point other) {
            return new Point(hour, files + other.files);
        }
    }

    @Override
    public LocalRead<Series> answer(Lineage repo, PartitionView view) {
        DayForm<List<Point>> form = isHourly ? this::hours : this::day;
        return Sums.ofNames(
                repo,
                view,
                name -> view.state()
                        .days(name, span.firstDate(), span.lastDate(), form)
                        .map(days -> new Series(
                                repo.name(), days.stream().flatMap(List::stream).toList())),
                Series::plus);
    }

    private List<Point> day(LocalDate date, byte[] row) {
        var point = new Point(HourSpan.hour(date, 0), span.counts(date, row).files());
        return point.files() == 0 ? List.of() : List.of(point);
    }

    private List<Point> hours(LocalDate date, byte[] row) {
        long midnight = HourSpan.hour(date, 0);
        var counts = RowCounts.hours(row).hours();
        return LongStream.range(midnight, midnight + counts.size())
                .filter(span::contains)
                .mapToObj(hour ->
                        new Point(hour, counts.get((int) (hour - midnight)).files()))
                .filter(point -> point.files() > 0)
                .toList();
    }
}
