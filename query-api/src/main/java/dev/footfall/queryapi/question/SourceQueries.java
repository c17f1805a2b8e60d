package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.SourceDay;
import dev.footfall.aggregator.counting.Sources;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.time.LocalDate;
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

    /** By day and name, each once. */
    public record SourceDaysQuery(LocalDate from, LocalDate to) implements PartitionQuery<List<SourceDay>> {
        private record Key(LocalDate date, String source) implements Comparable<Key> {
            @Override
            public int compareTo(Key other) {
                int byDate = date.compareTo(other.date);
                return byDate == 0 ? source.compareTo(other.source) : byDate;
            }
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
}
