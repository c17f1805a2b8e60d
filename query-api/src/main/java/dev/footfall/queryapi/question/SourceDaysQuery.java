package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

/** All of them, by day and name, each once. */
public record SourceDaysQuery() implements PartitionQuery<List<SourceDay>> {
    private static final Comparator<SourceDay> ORDER =
            Comparator.comparing(SourceDay::date).thenComparing(SourceDay::source);

    @Override
    public LocalRead<List<SourceDay>> answer(PartitionView view) {
        return view.state().arrivals().sourceDays(view.partition());
    }

    @Override
    public List<SourceDay> merge(List<List<SourceDay>> parts) {
        var days = new TreeMap<SourceDay, SourceDay>(ORDER);
        parts.forEach(part -> part.forEach(day -> days.merge(day, day, SourceDay::plus)));
        return List.copyOf(days.values());
    }
}
