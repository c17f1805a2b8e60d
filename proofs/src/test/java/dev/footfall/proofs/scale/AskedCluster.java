package dev.footfall.proofs.scale;

import dev.footfall.proofs.ProofProperties;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * A measurement of a cluster by the system properties {@code cluster.*}.
 *
 * <ul>
 *   <li>{@code parts} (all): of {@code latency,scale,failover}: answers of the node that counts a repository, of another one,
 *       and of one node that has everything; one node becomes three and then two, under load; a node is killed, with a
 *       standby and without
 *   <li>{@code events}: how many are counted before, as 5M; else what the part needs
 *   <li>{@code rounds} (5): of latencies
 *   <li>{@code rate} (300), {@code questions} (60): events and questions per second while nodes come and go
 *   <li>{@code node-heap} (384m): the maximum heap of a node
 *   <li>{@code seed} (1): of events and questions
 *   <li>{@code data-dir}: the place of its files; kept after a failure
 *   <li>{@code set.KEY}, {@code config}: settings of the product
 * </ul>
 */
final class AskedCluster {
    private AskedCluster() {}

    static List<ClusterBench> parts(ProofProperties given) {
        return given.text("parts")
                .map(parts -> Stream.of(parts.split(",", -1))
                        .map(part -> ClusterBench.valueOf(part.strip().toUpperCase(Locale.ROOT)))
                        .toList())
                .orElse(List.of(ClusterBench.values()));
    }

    /**
     * The options that these properties describe.
     *
     * @throws IllegalArgumentException if one is not allowed
     */
    static ClusterOptions options(ProofProperties given) {
        given.requireKnown(List.of("parts", "events", "rounds", "rate", "questions", "node-heap", "seed", "data-dir"));
        return new ClusterOptions(
                given.has("events") ? OptionalLong.of(given.number("events", 0)) : OptionalLong.empty(),
                new ClusterOptions.Pace(
                        given.smallNumber("rounds", 5),
                        given.smallNumber("rate", 300),
                        given.smallNumber("questions", 60)),
                given.text("node-heap").orElse("384m"),
                given.number("seed", 1),
                given.path("data-dir"),
                given.settings(),
                given.notes());
    }
}
