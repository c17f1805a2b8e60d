package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Answered for each part of a period.
 *
 * @param begins the first day of each part, ascending
 * @param fewest the visitors of a day below which a name is with the others
 */
public record NamesQuery(Lineage repo, List<LocalDate> begins, LocalDate to, String projection, int fewest)
        implements RepositoryQuery<List<NamedCounts>> {
    @Override
    public LocalRead<List<NamedCounts>> answer(RepoId name, PartitionView view) {
        return view.state()
                .days()
                .of(name, begins.get(0), to, day -> new NameDay(day.date(), day.named(projection, fewest)))
                .map(this::parts);
    }

    private List<NamedCounts> parts(List<NameDay> days) {
        List<List<NamedCounts>> parts = begins.stream()
                .<List<NamedCounts>>map(begin -> new ArrayList<>())
                .toList();
        for (NameDay day : days) {
            int at = Collections.binarySearch(begins, day.date());
            parts.get(at < 0 ? -at - 2 : at).add(day.counts());
        }
        return parts.stream().map(NamedCounts::sum).toList();
    }

    @Override
    public List<NamedCounts> sum(List<NamedCounts> one, List<NamedCounts> other) {
        return IntStream.range(0, begins.size())
                .mapToObj(i -> one.get(i).plus(other.get(i)))
                .toList();
    }
}
