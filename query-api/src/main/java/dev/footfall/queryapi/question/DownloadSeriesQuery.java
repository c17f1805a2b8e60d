package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** On each day of [{@code from}, {@code to}]; {@code classes} of the downloads, empty for all. */
public record DownloadSeriesQuery(List<Lineage> repos, LocalDate from, LocalDate to, Set<ClientClass> classes)
        implements RepositoriesQuery<DownloadSeries> {
    public DownloadSeriesQuery {
        repos = List.copyOf(repos);
        classes = Set.copyOf(classes);
    }

    @Override
    public LocalRead<DownloadSeries> answer(Lineage repo, PartitionView view) {
        return Sums.ofNames(
                repo,
                view,
                name -> view.state()
                        .days()
                        .of(name, from, to, day -> Map.entry(day.date(), day.downloads(classes)))
                        .map(days -> new DownloadSeries(repo.name(), everyDay(days))),
                DownloadSeries::plus);
    }

    private List<Long> everyDay(List<Map.Entry<LocalDate, Long>> days) {
        int length = Math.toIntExact(ChronoUnit.DAYS.between(from, to) + 1);
        List<Long> downloads = new ArrayList<>(Collections.nCopies(length, 0L));
        days.forEach(day -> downloads.set((int) ChronoUnit.DAYS.between(from, day.getKey()), day.getValue()));
        return downloads;
    }
}
