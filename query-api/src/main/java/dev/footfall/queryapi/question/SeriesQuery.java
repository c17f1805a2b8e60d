package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Hours;
import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * The files of some repositories in these hours, by day or by hour. Each partition answers for its own.
 *
 * @param isHourly true for a point for each hour, false for one for each day
 */
public record SeriesQuery(List<RepoId> repos, HourSpan span, boolean isHourly)
        implements PartitionQuery<List<SeriesQuery.Series>> {
    public SeriesQuery {
        repos = List.copyOf(repos);
    }

    /**
     * The files of one repository.
     *
     * @param points those with a file, ascending
     */
    public record Series(RepoId repo, List<Point> points) {}

    /**
     * The files of an hour or a day.
     *
     * @param hour the hour, or the first of the day
     * @param files at least one
     */
    public record Point(long hour, long files) {}

    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return repos.stream().map(partitioning::partitionOf).collect(Collectors.toSet());
    }

    @Override
    public LocalRead<List<Series>> answer(PartitionView view) {
        List<RepoId> here = repos.stream().filter(view::has).toList();
        if (here.isEmpty()) return new LocalRead.NotOwned<>(view.partition());
        List<Series> all = new ArrayList<>();
        LocalRead<Boolean> read = series(here.get(0), view).map(all::add);
        for (RepoId repo : here.subList(1, here.size())) {
            read = read.then(any -> series(repo, view).map(all::add));
        }
        return read.map(any -> all);
    }

    private LocalRead<Series> series(RepoId repo, PartitionView view) {
        DayForm<List<Point>> form = isHourly ? this::hours : this::day;
        return view.state()
                .days(repo, span.firstDate(), span.lastDate(), form)
                .map(days ->
                        new Series(repo, days.stream().flatMap(List::stream).toList()));
    }

    private List<Point> day(LocalDate date, byte[] row) {
        var point = new Point(HourSpan.hour(date, 0), span.counts(date, row).files());
        return point.files() == 0 ? List.of() : List.of(point);
    }

    private List<Point> hours(LocalDate date, byte[] row) {
        long midnight = HourSpan.hour(date, 0);
        var counts = Hours.of(row).hours();
        return LongStream.range(midnight, midnight + counts.size())
                .filter(span::contains)
                .mapToObj(hour ->
                        new Point(hour, counts.get((int) (hour - midnight)).files()))
                .filter(point -> point.files() > 0)
                .toList();
    }

    @Override
    public List<Series> merge(List<List<Series>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }
}
