package dev.footfall.proofs.chaos;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.bench.BenchDirectory;
import dev.footfall.bench.Load;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.proofs.cluster.LoopbackCluster;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The options of a run.
 *
 * @param length the time in which there are faults
 * @param seed of the events, the questions, and the faults
 * @param pace the rates
 * @param size the numbers of processes
 * @param directory the place of its files while it runs
 * @param settings those of the product
 * @param notes receives lines on the progress
 */
public record ChaosOptions(
        Duration length,
        long seed,
        Pace pace,
        ClusterSize size,
        Optional<Path> directory,
        Settings settings,
        Consumer<String> notes) {
    private static final int REPOSITORIES = 500;
    private static final int VISITORS = 20_000;
    private static final int DAYS = 10;

    /**
     * The rates of a run.
     *
     * @param eventsPerSecond events that are sent
     * @param questionsPerSecond questions that are asked
     * @param faults the disturbances meanwhile
     */
    public record Pace(int eventsPerSecond, int questionsPerSecond, Disturbed faults) {}

    /** The disturbances of the processes. */
    public sealed interface Disturbed {
        /**
         * They are killed and paused at random.
         *
         * @param perMinute how often: of four, three are killed
         * @param cutsPerMinute how often one is cut off from the network
         * @param hasDisks whether half of the kills, and each loss of power of all, take the page cache
         */
        record AtRandom(double perMinute, double cutsPerMinute, boolean hasDisks) implements Disturbed {
            /** Without cuts, and without disks of their own. */
            public AtRandom(double perMinute) {
                this(perMinute, 0, false);
            }
        }

        /** They are restarted in order, one after another. */
        record Rolling() implements Disturbed {}
    }

    public ChaosOptions {
        require("chaos.minutes", length.toSeconds() / 60.0, 0.25, 24 * 60);
        require("chaos.rate", pace.eventsPerSecond(), 1, 100_000);
        require("chaos.questions", pace.questionsPerSecond(), 1, 10_000);
        if (pace.faults() instanceof Disturbed.AtRandom random) {
            require("chaos.faults", random.perMinute(), 0, 60);
            require("chaos.cuts", random.cutsPerMinute(), 0, 6);
        }
        require("chaos.nodes", size.nodes(), 1, 9);
        require("chaos.ingests", size.ingests(), 1, 9);
        if (settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS)) {
            throw new IllegalArgumentException("chaos kills the Kafka that it runs on: it starts its own");
        }
    }

    /** Refuses a value that is not in its range. */
    public static void require(String option, double value, double least, double most) {
        if (value >= least && value <= most) return;
        throw new IllegalArgumentException(option + " is " + value + ": allowed is " + least + " to " + most);
    }

    int partitions() {
        return settings.number(Setting.TOPICS_PARTITIONS);
    }

    /** The projections that are counted, which decide over the questions. */
    Projections projections() {
        return RoomConfigs.of(settings).state().rules().projections();
    }

    CountingRules rules() {
        return RoomConfigs.rules(settings).counting();
    }

    /** More events than the run can need: the days that they are spread over pass as it goes. */
    public Load load() {
        long events = Math.max(1_000, Math.round(1.2 * length.toSeconds() * pace.eventsPerSecond()));
        LocalDate today = LocalDate.now(Clock.system(ZoneOffset.UTC));
        return new Load(events, REPOSITORIES, VISITORS, DAYS, seed, today, Load.Manner.VISITS);
    }

    /** The rates of the faults, if they are at random. */
    Optional<Disturbed.AtRandom> atRandom() {
        return pace.faults() instanceof Disturbed.AtRandom random ? Optional.of(random) : Optional.empty();
    }

    /** True if a loss of power takes the page cache. */
    boolean hasDisks() {
        return atRandom().filter(Disturbed.AtRandom::hasDisks).isPresent();
    }

    /** True if processes are cut off from the network. */
    boolean hasCuts() {
        return atRandom().filter(random -> random.cutsPerMinute() > 0).isPresent();
    }

    Disturbance disturbance(LoopbackCluster cluster, Optional<LossCheck> check, Optional<Isolations> isolations) {
        return atRandom().isPresent()
                ? new Faults(cluster, this, check, isolations)
                : new RollingRestart(cluster, notes);
    }

    BenchDirectory open() {
        return BenchDirectory.in(directory);
    }
}
