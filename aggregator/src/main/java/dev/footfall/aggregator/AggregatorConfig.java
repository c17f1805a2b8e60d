package dev.footfall.aggregator;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.recovery.StateLocation;
import dev.footfall.aggregator.sealing.KafkaSeals;
import dev.footfall.aggregator.sealing.Seals;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The settings of one counted state, parsed once at the door.
 *
 * @param stateDirectory local stores of this state alone; another process that uses it fails to start
 * @param threads counting threads, ≥ 1
 * @param heapBudgetBytes heap for counts not yet written, ≥ 0; 0 reads and writes the stores for each event
 * @param kafka client settings, such as {@code bootstrap.servers}, for every Kafka client of the state
 */
public record AggregatorConfig(
        StateId state,
        Path stateDirectory,
        int threads,
        long heapBudgetBytes,
        Options options,
        Neighbourhood neighbourhood,
        Map<String, String> kafka) {
    private static final int BACKGROUND_SHARE = 3;
    private static final String LOST =
            "%s: the records in between cannot be counted again. Restore the log from an export, or count what is "
                    + "left with --accept-loss";

    /** {@code standbys}: the number of nodes that follow each partition beside the one that counts it, ≥ 0. */
    public record Neighbourhood(Optional<NodeAddress> address, int standbys) {
        public static final Neighbourhood NONE = new Neighbourhood(Optional.empty(), 0);

        public Neighbourhood {
            if (standbys < 0) throw new IllegalArgumentException("standbys < 0: " + standbys);
        }
    }

    /** All off by default. In the background half of the time is others'; days sealed by other rules stop the start. */
    public record Options(boolean isInBackground, boolean keepsSealedDays, boolean publishesRows) {
        public static final Options NONE = new Options(false, false, false);
    }

    public AggregatorConfig {
        if (threads < 1) throw new IllegalArgumentException("threads < 1: " + threads);
        if (heapBudgetBytes < 0) throw new IllegalArgumentException("heapBudgetBytes < 0: " + heapBudgetBytes);
        kafka = Map.copyOf(kafka);
    }

    /** Two threads a core, at most one a partition: one counts while the other commits. A quarter of the heap. */
    public static AggregatorConfig of(StateId state, Path stateDirectory, Map<String, String> kafka) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new AggregatorConfig(
                state,
                stateDirectory,
                Math.min(2 * cores, state.rules().partitions()),
                Runtime.getRuntime().maxMemory() / 4,
                Options.NONE,
                Neighbourhood.NONE,
                kafka);
    }

    /** The same with another heap budget; 0 keeps nothing: each event is read from the stores and written to them. */
    public AggregatorConfig withHeapBudget(long bytes) {
        return new AggregatorConfig(state, stateDirectory, threads, bytes, options, neighbourhood, kafka);
    }

    public AggregatorConfig with(Options others) {
        return new AggregatorConfig(state, stateDirectory, threads, heapBudgetBytes, others, neighbourhood, kafka);
    }

    public Seals seals() {
        return new KafkaSeals(kafka, state.log());
    }

    public AggregatorConfig in(Neighbourhood others) {
        return new AggregatorConfig(state, stateDirectory, threads, heapBudgetBytes, options, others, kafka);
    }

    /** The same for another state. */
    public AggregatorConfig of(StateId other) {
        return new AggregatorConfig(other, stateDirectory, threads, heapBudgetBytes, options, neighbourhood, kafka);
    }

    /** The configuration of another state beside this one: with one thread, a third of the heap budget, and patience. */
    public AggregatorConfig beside(StateId other, boolean publishesRows) {
        var patient = new Options(true, options.keepsSealedDays(), publishesRows);
        return new AggregatorConfig(
                other, stateDirectory, 1, heapBudgetBytes / BACKGROUND_SHARE, patient, neighbourhood, kafka);
    }

    public int partitions() {
        return state.rules().partitions();
    }

    /** Fails with a {@code StateConflict} if sealed days that are needed were counted by other rules. */
    public void requireSealedDays() {
        if (options.keepsSealedDays()) return;
        Seals seals = seals();
        for (int partition = 0; partition < partitions(); partition++) {
            state.rules().checkSealed(seals.rulesOf(partition));
        }
    }

    /** Fails with a {@code StateConflict} if records are gone from the log's beginning that no sealed day has. */
    public void requireRecords() {
        Seals seals = seals();
        for (int partition = 0; partition < partitions(); partition++) {
            seals.loss(partition).ifPresent(loss -> {
                throw new StateConflict(LOST.formatted(loss));
            });
        }
    }

    public StateLocation location() {
        return location(state);
    }

    /** The location of the main state, counted or not: its directory holds those of the others. */
    public StateLocation mainLocation() {
        return location(StateId.main(state.log(), state.rules()));
    }

    private StateLocation location(StateId which) {
        return new StateLocation(which, which.directoryIn(stateDirectory), kafka);
    }
}
