package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.sourcehours.SourceDay;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;

/** The days of [{@code from}, {@code to}] of all sources, by day and name, each once. */
public record SourceDaysQuery(LocalDate from, LocalDate to) implements PartitionQuery<List<SourceDay>> {
    /** Days sort so. */
    private record Key(LocalDate date, String source) implements Comparable<Key> {
        @Override
        public int compareTo(Key other) {
            int byDate = date.compareTo(other.date);
            return byDate == 0 ? source.compareTo(other.source) : byDate;
        }
    }

    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return PartitionQuery.all(partitioning);
    }

    @Override
    public LocalRead<List<SourceDay>> answer(PartitionView view) {
        return view.state().sourceDays(view.partition(), from, to);
    }

    @Override
    public List<SourceDay> merge(List<List<SourceDay>> parts) {
        var days = new TreeMap<Key, SourceDay>();
        for (List<SourceDay> part : parts) {
            for (SourceDay day : part) days.merge(new Key(day.date(), day.source()), day, SourceDay::plus);
        }
        return List.copyOf(days.values());
    }
}
