package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.life.LifeEvent;
import dev.footfall.aggregator.life.PartitionLife;
import dev.footfall.aggregator.topology.SimulatedStore.Change;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** A copy of a partition's store on a node that does not count it, filled from a compacted changelog. */
final class SimulatedCopy {
    /** As near to its changelog's end a copy is taken to have been whole; nothing is compacted there. */
    static final int NEAR_THE_END_RECORDS = 100;

    private final SimulatedChangelog changelog;
    private final int cuts;
    private final TreeMap<Bytes, byte[]> entries = new TreeMap<>();
    private final Deque<Change> compacted;
    private int next;
    private boolean wasNearEnd;

    /** {@code compactedBefore}: of the changes before it, each key has only its last. */
    SimulatedCopy(SimulatedChangelog changelog, int compactedBefore) {
        this.changelog = changelog;
        this.cuts = changelog.cuts();
        this.compacted = new ArrayDeque<>(changelog.compacted(compactedBefore));
        this.next = compactedBefore;
    }

    /** False once the changelog has lost its end: such a copy is thrown away. */
    boolean isUsable() {
        return cuts == changelog.cuts();
    }

    void follow(int most) {
        for (int i = 0; i < most; i++) {
            if (!compacted.isEmpty()) compacted.removeFirst().applyTo(entries);
            else if (next < changelog.size()) changelog.change(next++).applyTo(entries);
        }
        wasNearEnd |= compacted.size() + changelog.size() - next < NEAR_THE_END_RECORDS;
    }

    /** The whole of it, for a node that counts on from it. */
    NavigableMap<Bytes, byte[]> promoted() {
        follow(compacted.size() + changelog.size() - next);
        return entries;
    }

    /** The number of changes of its changelog that it has; 0 before it has all that are compacted. */
    int size() {
        return compacted.isEmpty() ? next : 0;
    }

    NavigableMap<Bytes, byte[]> entries() {
        return entries;
    }

    CommitMark mark() {
        return Optional.ofNullable(entries.get(SimulatedChangelog.MARK))
                .map(CommitMark::decode)
                .orElse(CommitMark.NONE);
    }

    /** The reason for which it may not answer; empty if it may. */
    Optional<String> whyMute(SimulatedLog log, PlantedFault planted) {
        CommitMark mark = planted == PlantedFault.COPY_IS_NOT_ASKED ? mark().recount(false) : mark();
        long lag = Math.max(0, log.end() - mark.events().nextOffset());
        boolean isNearEnd = wasNearEnd || planted == PlantedFault.COPY_TOO_EARLY;
        return PartitionLife.following()
                .after(new LifeEvent.CopyRead(mark, false, lag, isNearEnd))
                .life()
                .whyMute();
    }
}
