package dev.footfall.proofs.scale;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * The options of a measurement of a cluster.
 *
 * @param events the number of events before it begins; empty for what the part needs
 * @param pace the rates of the measurement
 * @param nodeHeap the maximum heap of a node, as the JVM has it
 * @param seed of events and questions
 * @param directory the place of its files while it runs
 * @param settings those of the product
 * @param notes receives lines on the progress
 */
public record ClusterOptions(
        OptionalLong events,
        Pace pace,
        String nodeHeap,
        long seed,
        Optional<Path> directory,
        Settings settings,
        Consumer<String> notes) {
    private static final int DAYS = 10;

    /**
     * The rates of a measurement.
     *
     * @param rounds the number of rounds of latencies
     * @param eventsPerSecond events that are sent while nodes come and go
     * @param questionsPerSecond questions that are asked meanwhile
     */
    public record Pace(int rounds, int eventsPerSecond, int questionsPerSecond) {}

    public ClusterOptions {
        if (pace.rounds() < 1)
            throw new IllegalArgumentException("cluster.rounds is " + pace.rounds() + ": at least 1");
        if (!nodeHeap.matches("[1-9][0-9]*[mgMG]")) {
            throw new IllegalArgumentException(
                    "cluster.node-heap is " + nodeHeap + ": it is a size such as 384m or 1g");
        }
        if (settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS)) {
            throw new IllegalArgumentException("cluster stops and kills processes: it starts its own Kafka");
        }
    }

    int partitions() {
        return settings.number(Setting.TOPICS_PARTITIONS);
    }

    CountingRules rules() {
        return RoomConfigs.rules(settings).counting();
    }

    /** The numbers of processes, with nodes that live long enough to be compiled. */
    ClusterSize size(int brokers, int nodes, int ingests) {
        return new ClusterSize(
                brokers, nodes, ingests, List.of("-Xmx" + nodeHeap, "-XX:+UseSerialGC"), Optional.empty());
    }

    Load load(long number, int repositories, int visitors, Load.Manner manner) {
        LocalDate today = LocalDate.now(Clock.system(ZoneOffset.UTC));
        return new Load(number, repositories, visitors, DAYS, seed, today, manner);
    }

    Catalog catalog(Load load) {
        return new Catalog(load.repositories(), partitions());
    }
}
