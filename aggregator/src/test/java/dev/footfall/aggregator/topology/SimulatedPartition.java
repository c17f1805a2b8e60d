package dev.footfall.aggregator.topology;

import dev.footfall.events.TopicSpec;
import dev.footfall.rules.CountingRules;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** A partition's topics, its place in the group, and what is known of it. */
final class SimulatedPartition {
    static final long GAP_MILLIS = CountingRules.DEFAULT.gap().toMillis();

    final int number;
    final SimulatedLog events = new SimulatedLog();
    final SimulatedLog likes = new SimulatedLog();
    final SimulatedSeals seals = new SimulatedSeals(events);
    final SimulatedChangelog changelog = new SimulatedChangelog();
    final SimulatedTraffic traffic;
    final NaiveCount naive = new NaiveCount(GAP_MILLIS);
    final List<Map<TopicPartition, OffsetAndMetadata>> groups = new ArrayList<>(List.of(Map.of()));
    SimulatedCommit nextCommit = SimulatedCommit.WHOLE;
    int owner;
    boolean hasLostChanges;
    boolean hasLostOffsets;
    /** Records that nobody counted are gone, or those of a state that is lost. */
    boolean isIncomplete;

    /** By so much its broker's clock is ahead of the right one. */
    long logAheadMillis;

    /** The number of changes from which on copies are of the logs that there are now; none are if it is the greatest. */
    int sizeSinceLogs;

    /** True if something was committed since. Before that, what was counted of lost records may be on its way. */
    boolean hasCommittedSinceLogs;

    /** The offset up to which callers have seen counts. */
    long shown;

    /** The same of each copy. */
    final Map<SimulatedCopy, Long> shownByCopies = new HashMap<>();

    SimulatedPartition(int number) {
        this.number = number;
        this.traffic = new SimulatedTraffic(number);
        this.owner = number % LifeSimulation.NODES;
    }

    Map<TopicPartition, OffsetAndMetadata> group() {
        return groups.get(groups.size() - 1);
    }

    Map<TopicPartition, SimulatedLog> inputs() {
        return Map.of(
                new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), number), events,
                new TopicPartition(TopicSpec.LIKES.topic(), number), likes);
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

    /** All that its topics had is gone, also what was sealed of them. */
    void makeTopicsAnew() {
        events.makeAnew();
        likes.makeAnew();
        naive.cutAt(0);
        seals.forget();
        loseLogs();
        isIncomplete = false;
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
}
