package dev.footfall.aggregator.counts;

import dev.footfall.events.ClientProduct;
import dev.footfall.rules.ExclusionReason;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** {@code excluded}: events not counted; {@code agents}: downloads by client; {@code repositories}: most first. */
public record ArrivalSums(
        Map<ExclusionReason, Long> excluded,
        long rejected,
        Map<ClientProduct, Long> agents,
        List<RepositoryArrivals> repositories) {
    public ArrivalSums {
        excluded = Map.copyOf(excluded);
        agents = Map.copyOf(agents);
        repositories = List.copyOf(repositories);
    }

    ArrivalSums plus(ArrivalSums other) {
        List<RepositoryArrivals> all = Stream.of(repositories, other.repositories)
                .flatMap(List::stream)
                .sorted(Comparator.comparingLong(RepositoryArrivals::downloads).reversed())
                .toList();
        return new ArrivalSums(
                plus(excluded, other.excluded), rejected + other.rejected, plus(agents, other.agents), all);
    }

    private static <K> Map<K, Long> plus(Map<K, Long> some, Map<K, Long> others) {
        var sums = new HashMap<>(some);
        others.forEach((key, number) -> sums.merge(key, number, Long::sum));
        return sums;
    }
}
