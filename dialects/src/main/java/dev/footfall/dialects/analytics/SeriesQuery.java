package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.RepositoriesQuery;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.function.Function;
import java.util.stream.LongStream;

/** {@code isHourly}: true for a point for each hour, false for one for each day. */
public record SeriesQuery(List<Lineage> repos, HourSpan span, boolean isHourly)
        implements RepositoriesQuery<RepositorySeries> {
    public SeriesQuery {
        repos = List.copyOf(repos);
    }

    @Override
    public LocalRead<RepositorySeries> answer(Lineage repo, PartitionView view) {
        Function<CountedDay, List<SeriesPoint>> form = isHourly ? this::hours : this::day;
        return Sums.ofNames(
                repo,
                view,
                name -> view.state()
                        .days()
                        .of(name, span.firstDate(), span.lastDate(), form)
                        .map(days -> new RepositorySeries(
                                repo.name(), days.stream().flatMap(List::stream).toList())),
                RepositorySeries::plus);
    }

    private List<SeriesPoint> day(CountedDay day) {
        var point =
                new SeriesPoint(HourSpan.hour(day.date(), 0), span.counts(day).files());
        return point.files() == 0 ? List.of() : List.of(point);
    }

    private List<SeriesPoint> hours(CountedDay day) {
        long midnight = HourSpan.hour(day.date(), 0);
        var counts = day.hours().hours();
        return LongStream.range(midnight, midnight + counts.size())
                .filter(span::contains)
                .mapToObj(hour -> new SeriesPoint(
                        hour, counts.get((int) (hour - midnight)).files()))
                .filter(point -> point.files() > 0)
                .toList();
    }
}
