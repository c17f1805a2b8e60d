package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.StateId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A partition of a state: its changelog, its place in the group, and what is known of it. */
final class SimulatedPartition {
    final int number;
    final SimulatedInputs inputs;
    final long gapMillis;
    final SimulatedChangelog changelog = new SimulatedChangelog();
    final NaiveCount naive;
    final List<Map<TopicPartition, OffsetAndMetadata>> groups = new ArrayList<>(List.of(Map.of()));
    SimulatedCommit nextCommit = SimulatedCommit.WHOLE;
    int owner;
    boolean hasLostChanges;
    boolean hasLostOffsets;

    /** The number of changes from which on copies are of the logs that there are now; none are if it is the greatest. */
    int sizeSinceLogs;

    /** True if something was committed since. Before that, what was counted of lost records may be on its way. */
    boolean hasCommittedSinceLogs;

    /** The offset up to which callers have seen counts. */
    long shown;

    /** The same of each copy. */
    final Map<SimulatedCopy, Long> shownByCopies = new HashMap<>();

    private final StateId state;

    SimulatedPartition(SimulatedInputs inputs, StateId state) {
        this.inputs = inputs;
        this.state = state;
        this.number = inputs.number;
        this.gapMillis = state.rules().rules().gap().toMillis();
        this.naive = new NaiveCount(gapMillis);
        this.owner = number % LifeSimulation.NODES;
    }

    Map<TopicPartition, OffsetAndMetadata> group() {
        return groups.get(groups.size() - 1);
    }

    /** The logs, or the changelog, have lost something. */
    void loseLogs() {
        sizeSinceLogs = Integer.MAX_VALUE;
        hasCommittedSinceLogs = false;
    }

    /** The state is right, as of the logs that there are now. */
    void isOfItsLogs() {
        if (hasCommittedSinceLogs) sizeSinceLogs = Math.min(sizeSinceLogs, changelog.size());
    }

    /** All that its topics had is gone. */
    void inputsAreMadeAnew() {
        naive.cutAt(0);
        loseLogs();
        forgetShown(0);
    }

    /** Forgets what callers have seen where both the state and the group have lost it: nobody can know it then. */
    void lose(boolean isOfChanges) {
        hasLostChanges |= isOfChanges;
        hasLostOffsets |= !isOfChanges;
        if (hasLostChanges && hasLostOffsets) forgetShown(0);
    }

    /** Records from this offset on are gone, and so is all that callers have seen of them. */
    void forgetShown(long from) {
        shown = Math.min(shown, from);
        shownByCopies.clear();
    }

    @Override
    public String toString() {
        return "partition " + number + (state.isMain() ? "" : " of " + state.name());
    }
}
