package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;

/**
 * The downloads of many repositories on each day of [{@code from}, {@code to}].
 *
 * @param classes the classes of clients whose downloads they are; empty for all
 */
public record DownloadSeriesQuery(List<Lineage> repos, LocalDate from, LocalDate to, Set<ClientClass> classes)
        implements RepositoriesQuery<DownloadSeries> {
    private record Day(LocalDate date, long downloads) {}

    public DownloadSeriesQuery {
        repos = List.copyOf(repos);
        classes = Set.copyOf(classes);
    }

    @Override
    public LocalRead<DownloadSeries> answer(Lineage repo, PartitionView view) {
        return Sums.ofNames(repo, view, name -> answer(repo, name, view), DownloadSeries::plus);
    }

    private LocalRead<DownloadSeries> answer(Lineage repo, RepoId name, PartitionView view) {
        return view.state()
                .days(
                        name,
                        from,
                        to,
                        (date, row) -> new Day(date, ClassDay.of(date, row).downloads(classes)))
                .map(days -> new DownloadSeries(repo.name(), everyDay(days)));
    }

    private List<Long> everyDay(List<Day> days) {
        int length = Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
        List<Long> downloads = new ArrayList<>(Collections.nCopies(length, 0L));
        for (Day day : days) downloads.set((int) ChronoUnit.DAYS.between(from, day.date()), day.downloads());
        return downloads;
    }
}
