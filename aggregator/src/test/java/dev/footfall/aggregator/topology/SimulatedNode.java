package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.sealing.Seals;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** One state's part of a process, and of its disk. */
final class SimulatedNode {
    private static final long HEAP_BYTES = 1 << 20;

    private final SimulatedMachine machine;
    private final Backlog backlog;
    private final Seals seals;
    private final Map<Integer, SimulatedTask> tasks = new TreeMap<>();
    private final Map<Integer, LocalStore> onDisk = new HashMap<>();
    private final Map<Integer, SimulatedCopy> copies = new HashMap<>();
    private Shared shared;

    /** A store's copy, with the number of changes of its changelog that it has. */
    record LocalStore(Map<Bytes, byte[]> entries, int offset) {
        LocalStore {
            entries = new TreeMap<>(entries);
        }
    }

    SimulatedNode(SimulatedMachine machine, Backlog backlog, Seals seals) {
        this.machine = machine;
        this.backlog = backlog;
        this.seals = seals;
        this.shared = fresh();
    }

    private Shared fresh() {
        return new Shared(
                new HeapBudget(HEAP_BYTES),
                new LivePartitions(),
                new LiveRegistrations(),
                new CommitPace(backlog),
                seals,
                true,
                false,
                false,
                ChangelogEnds.UNKNOWN,
                new PartitionProgress(() -> 0));
    }

    /** The process ends, and what is only in its memory with it. */
    void kill() {
        tasks.clear();
        copies.clear();
        shared = fresh();
    }

    SimulatedMachine machine() {
        return machine;
    }

    Shared shared() {
        return shared;
    }

    Map<Integer, SimulatedTask> tasks() {
        return tasks;
    }

    /** Of partitions that it does not count. */
    Map<Integer, SimulatedCopy> copies() {
        return copies;
    }

    Map<Integer, LocalStore> onDisk() {
        return onDisk;
    }
}
