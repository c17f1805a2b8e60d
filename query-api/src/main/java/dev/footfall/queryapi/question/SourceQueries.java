package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.SourceDay;
import dev.footfall.aggregator.counting.Sources;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;

public final class SourceQueries {
    private SourceQueries() {}

    /** In {@link SourceFiles}'s order. */
    public record SourcesQuery(Lineage repo) implements RepositoryQuery<List<SourceFiles>> {
        @Override
        public LocalRead<List<SourceFiles>> answer(RepoId name, PartitionView view) {
            return view.state().totals(name, Sources::of).map(found -> found.orElse(List.of()));
        }

        @Override
        public List<SourceFiles> sum(List<SourceFiles> one, List<SourceFiles> other) {
            return plus(one, other);
        }

        static List<SourceFiles> plus(List<SourceFiles> one, List<SourceFiles> other) {
            return Sums.by(SourceFiles::source, SourceFiles::plus, one, other).stream()
                    .sorted()
                    .toList();
        }
    }

    /** All of them, by day and name, each once. */
    public record SourceDaysQuery() implements PartitionQuery<List<SourceDay>> {
        private static final Comparator<SourceDay> ORDER =
                Comparator.comparing(SourceDay::date).thenComparing(SourceDay::source);

        @Override
        public LocalRead<List<SourceDay>> answer(PartitionView view) {
            return view.state().sourceDays(view.partition());
        }

        @Override
        public List<SourceDay> merge(List<List<SourceDay>> parts) {
            var days = new TreeMap<SourceDay, SourceDay>(ORDER);
            parts.forEach(part -> part.forEach(day -> days.merge(day, day, SourceDay::plus)));
            return List.copyOf(days.values());
        }
    }
}
