package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.CacheableQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.route.RowCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The counts of every repository that has a request in these hours and that the caller may see, in no particular order. Some
 * have bytes and no file: see {@link RepositoryHour#hasRequests}.
 */
public record PeriodQuery(HourSpan span, Caller caller) implements CacheableQuery<PeriodQuery.Counts> {
    /** {@code ofOneName}: of repositories with one name, which are in one partition. */
    public record Counts(List<RepositoryCounts> ofOneName, List<RepositoryCounts> renamed) {
        public List<RepositoryCounts> all() {
            if (renamed.isEmpty()) return ofOneName;
            return Stream.concat(ofOneName.stream(), renamed.stream()).toList();
        }
    }

    @Override
    public LocalRead<Counts> answer(PartitionView view) {
        var days = new RowRange(Optional.empty(), span.firstDate(), span.lastDate());
        Renames renames = view.renames();
        return view.state()
                .days()
                .all(view.partition(), days, false)
                .map(rows -> RowCursor.of(
                        rows, day -> new RepositoryCounts(day.repo(), span.counts(day), day.date(), day.date())))
                .map(rows -> sums(Access.visible(rows, view.access(caller)::isVisible), renames));
    }

    private static Counts sums(RowCursor<RepositoryCounts> rows, Renames renames) {
        List<RepositoryCounts> sums = new ArrayList<>();
        List<RepositoryCounts> renamed = new ArrayList<>();
        try (rows) {
            while (rows.hasNext()) {
                RepositoryRow<RepositoryCounts> row = rows.next();
                boolean hasNames = renames.concern(row.repo());
                RepoId name = hasNames ? renames.nameOf(row.repo()) : row.repo();
                if (row.day().counts().hasRequests()) add(name, row.day(), hasNames ? renamed : sums);
            }
        }
        return new Counts(sums, ofNames(renamed.stream()));
    }

    private static List<RepositoryCounts> ofNames(Stream<RepositoryCounts> counts) {
        return Sums.ofEach(RepositoryCounts::repo, RepositoryCounts::plus, counts);
    }

    private static void add(RepoId repo, RepositoryCounts day, List<RepositoryCounts> sums) {
        var counts = new RepositoryCounts(repo, day.counts(), day.first(), day.last());
        int last = sums.size() - 1;
        boolean isNext = last < 0 || !sums.get(last).repo().equals(repo);
        if (isNext) sums.add(counts);
        else sums.set(last, sums.get(last).plus(counts));
    }

    @Override
    public Counts merge(List<Counts> parts) {
        return new Counts(
                parts.stream().flatMap(part -> part.ofOneName().stream()).toList(),
                ofNames(parts.stream().flatMap(part -> part.renamed().stream())));
    }

    @Override
    public int size(Counts answer) {
        return answer.ofOneName().size() + answer.renamed().size();
    }
}
