package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.rules.ExclusionReason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The arrivals of a time of at most an hour, by log time.
 *
 * @param sinceMillis the log time since which every record is in it; what arrived before is not known
 * @param steps those with a counted file, ascending
 * @param sums of the whole time
 */
public record LastHour(long sinceMillis, List<Step> steps, Sums sums) {
    public static final long STEP_MILLIS = 5_000;

    public LastHour {
        steps = List.copyOf(steps);
    }

    LastHour plus(LastHour other) {
        Map<Long, Step> all = new TreeMap<>();
        for (Step step : steps) all.put(step.atMillis, step);
        for (Step step : other.steps) all.merge(step.atMillis, step, Step::plus);
        return new LastHour(sinceMillis, List.copyOf(all.values()), sums.plus(other.sums));
    }

    /**
     * {@code atMillis}: its beginning, a multiple of {@link #STEP_MILLIS}; {@code downloads}: those that came less
     * those that went, which can be negative.
     */
    public record Step(long atMillis, long downloads, long files, long bytes) {
        public Step plus(Step other) {
            long sum = DailyCounts.saturatedSum(bytes, other.bytes);
            return new Step(atMillis, downloads + other.downloads, files + other.files, sum);
        }
    }

    /** {@code excluded}: events not counted; {@code agents}: downloads by client; {@code repositories}: most first. */
    public record Sums(
            Map<ExclusionReason, Long> excluded,
            long rejected,
            Map<ClientProduct, Long> agents,
            List<Repository> repositories) {
        public Sums {
            excluded = Map.copyOf(excluded);
            agents = Map.copyOf(agents);
            repositories = List.copyOf(repositories);
        }

        private Sums plus(Sums other) {
            List<Repository> all = Stream.of(repositories, other.repositories)
                    .flatMap(List::stream)
                    .sorted(Comparator.comparingLong(Repository::downloads).reversed())
                    .toList();
            return new Sums(plus(excluded, other.excluded), rejected + other.rejected, plus(agents, other.agents), all);
        }

        public static <K> Map<K, Long> plus(Map<K, Long> some, Map<K, Long> others) {
            var sums = new HashMap<>(some);
            others.forEach((key, number) -> sums.merge(key, number, Long::sum));
            return sums;
        }
    }

    /** By its name in the events; at least so many downloads, as minutes in which it had few are not in it. */
    public record Repository(RepoId repo, long downloads) {}
}
