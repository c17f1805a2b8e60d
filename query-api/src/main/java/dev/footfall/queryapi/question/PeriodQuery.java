package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.rollup.HourlyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.KeptQuery;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The counts of every repository that has a file in these hours and that the caller may see, in no particular order. */
public record PeriodQuery(HourSpan span, Caller caller) implements KeptQuery<List<RepositoryCounts>> {
    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    public LocalRead<List<RepositoryCounts>> answer(PartitionView view) {
        var days = new RowRange(Optional.empty(), span.firstDate(), span.lastDate());
        return view.state()
                .rows(view.partition(), days, (date, row) -> new DayCounts(date, span.counts(date, row)))
                .map(rows -> sums(view.access(caller).visible(rows)));
    }

    private record DayCounts(LocalDate date, HourlyCounts.Hour counts) {}

    /** Adds up rows, of which those of one repository follow one another. */
    private static List<RepositoryCounts> sums(RowCursor<DayCounts> rows) {
        List<RepositoryCounts> sums = new ArrayList<>();
        try (rows) {
            while (rows.hasNext()) {
                RepositoryRow<DayCounts> row = rows.next();
                if (row.day().counts().files() > 0) add(row.repo(), row.day(), sums);
            }
        }
        return sums;
    }

    private static void add(RepoId repo, DayCounts day, List<RepositoryCounts> sums) {
        var counts = new RepositoryCounts(repo, day.counts(), day.date(), day.date());
        int last = sums.size() - 1;
        boolean isNext = last < 0 || !sums.get(last).repo().equals(repo);
        if (isNext) sums.add(counts);
        else sums.set(last, sums.get(last).plus(counts));
    }

    @Override
    public List<RepositoryCounts> merge(List<List<RepositoryCounts>> parts) {
        return parts.stream().flatMap(List::stream).toList();
    }

    @Override
    public int size(List<RepositoryCounts> answer) {
        return answer.size();
    }
}
