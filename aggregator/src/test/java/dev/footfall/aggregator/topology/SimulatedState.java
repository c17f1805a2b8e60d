package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.topology.SimulatedNode.LocalStore;
import dev.footfall.aggregator.topology.SimulatedStore.Change;
import dev.footfall.events.TopicSpec;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Bytes;

/** One counted state of the logs: its partitions, its group and changelogs, and what each node has of it. */
final class SimulatedState {
    private static final int SESSION_MILLIS = 45_000;
    private static final int MOST_CHANGES_FOLLOWED = 60;

    private final SimulatedWorld world;
    private final StateId id;
    private final List<SimulatedPartition> partitions = new ArrayList<>();
    private final List<SimulatedNode> nodes = new ArrayList<>();

    SimulatedState(SimulatedWorld world, StateId id) {
        this.world = world;
        this.id = id;
        for (SimulatedInputs inputs : world.inputs) partitions.add(new SimulatedPartition(inputs, id));
        for (SimulatedMachine machine : world.machines)
            nodes.add(new SimulatedNode(machine, world.backlog(), world.seals()));
        partitions.forEach(this::openIfThere);
    }

    /** On a machine that is away it opens when that is back. */
    private void openIfThere(SimulatedPartition partition) {
        if (!world.isAway(partition.owner)) open(partition);
    }

    StateId id() {
        return id;
    }

    SimulatedPartition partition(int number) {
        return partitions.get(number);
    }

    // ---- what it does

    void run(SplittableRandom dice) {
        partitions.forEach(this::rebalance);
        for (SimulatedPartition partition : partitions) {
            if (!world.isAway(partition.owner)) run(partition, dice);
        }
    }

    /** A node that is away for longer than a session loses its partitions; one that comes back drops what is not its own. */
    private void rebalance(SimulatedPartition partition) {
        SimulatedNode owner = nodes.get(partition.owner);
        if (owner.machine().isAway(world.nowMillis + SESSION_MILLIS)) {
            for (int i = 1; i < LifeSimulation.NODES; i++) {
                int next = (partition.owner + i) % LifeSimulation.NODES;
                if (world.isAway(next)) continue;
                world.tell(partition + " moves to node " + next);
                dropDirty(partition);
                partition.owner = next;
                open(partition);
                return;
            }
        } else if (!world.isAway(partition.owner) && !owner.tasks().containsKey(partition.number)) {
            open(partition);
        }
    }

    private void run(SimulatedPartition partition, SplittableRandom dice) {
        SimulatedTask task = task(partition).orElseThrow();
        try {
            task.run(dice);
            if (task.isCommitWanted() || dice.nextInt(4) == 0) commit(partition, task, dice);
            check(partition);
        } catch (AssertionError e) {
            throw e;
        } catch (RuntimeException e) { // the thread dies, another opens the task
            world.tell("the thread of " + partition + " dies: " + e);
            reopen(partition);
        }
    }

    private void commit(SimulatedPartition partition, SimulatedTask task, SplittableRandom dice) {
        List<Change> changes = task.flush();
        SimulatedCommit end = partition.nextCommit;
        partition.nextCommit = SimulatedCommit.WHOLE;
        boolean isCut = task.changelogCuts() != partition.changelog.cuts();
        if (isCut && world.planted != PlantedFault.CUT_CHANGELOG_UNSEEN) end = SimulatedCommit.ABORTED;
        world.tell(partition + " commits " + changes.size() + " changes: " + end);
        switch (end) {
            case WHOLE -> {
                finish(partition, task, changes);
                if (dice.nextInt(4) == 0) copy(partition, task);
            }
            case UNKNOWN_AND_WHOLE -> {
                finish(partition, task, changes);
                int missing = dice.nextBoolean() ? dice.nextInt(Math.max(1, changes.size())) : 0;
                restoreOnly(partition, partition.changelog.size() - missing);
            }
            case CHANGES_LOST -> {
                partition.groups.add(task.committable());
                partition.hasLostOffsets |= partition.hasLostChanges; // set back, as below
                int first = dice.nextInt(changes.size() + 1);
                partition.changelog.append(dice.nextBoolean() ? List.of() : changes.subList(0, first));
                partition.lose(true);
                reopen(partition);
            }
            case OFFSETS_LOST -> {
                partition.changelog.append(changes);
                partition.lose(false);
                reopen(partition);
            }
            default -> reopen(partition);
        }
    }

    private void finish(SimulatedPartition partition, SimulatedTask task, List<Change> changes) {
        partition.changelog.append(changes);
        partition.hasCommittedSinceLogs = true;
        partition.groups.add(task.committable());
        boolean answers =
                live(partition).filter(live -> live.whyMute().isEmpty()).isPresent();
        // a commit on the way back sets the group back, and only the mark in the changelog knows where it was
        partition.hasLostOffsets = !answers && (partition.hasLostOffsets || partition.hasLostChanges);
        partition.hasLostChanges &= !answers;
    }

    private void copy(SimulatedPartition partition, SimulatedTask task) {
        var copy = new LocalStore(task.store().entries(), partition.changelog.size());
        nodes.get(partition.owner).onDisk().put(partition.number, copy);
    }

    /**
     * The changelog's end was asked for while a part of the transaction was there: the rest is not restored. It was seen of a
     * producer that repeated an unanswered commit for which its tasks were restored meanwhile; such a thread ends now.
     */
    private void restoreOnly(SimulatedPartition partition, int first) {
        dropDirty(partition);
        world.tell(partition + " is restored from " + first + " changes");
        openWith(partition, partition.changelog.sumOf(first));
    }

    void follow(SimulatedPartition partition, int at, SplittableRandom dice) {
        SimulatedNode node = nodes.get(at);
        if (at == partition.owner || world.isAway(at)) return;
        int compactable = Math.max(0, partition.changelog.size() - SimulatedCopy.NEAR_THE_END_RECORDS);
        int compactedBefore = dice.nextInt(compactable + 1);
        SimulatedCopy copy = node.copies()
                .compute(
                        partition.number,
                        (number, now) -> now != null && now.isUsable()
                                ? now
                                : new SimulatedCopy(partition.changelog, compactedBefore));
        copy.follow(dice.nextInt(MOST_CHANGES_FOLLOWED));
        boolean isOfLostLogs = copy.size() > 0 && copy.size() < partition.sizeSinceLogs;
        if (isOfLostLogs || partition.inputs.isIncomplete) return;
        if (copy.whyMute(partition.inputs.events, world.planted).isPresent()) return;
        long next = copy.mark().events().nextOffset();
        long before = Math.min(partition.shownByCopies.getOrDefault(copy, 0L), partition.shown);
        require(next >= before, partition, "has a copy that answers up to " + next + ", it had up to " + before);
        partition.shownByCopies.put(copy, next);
        var stored = new StoredCounts(copy.entries());
        requireNone(partition, NaiveCount.wrongCopy(partition.inputs.events, stored, next, partition.gapMillis));
    }

    void move(SimulatedPartition partition, int to) {
        Optional<SimulatedTask> task = task(partition);
        if (to == partition.owner || task.isEmpty() || world.isAway(partition.owner)) return;
        if (world.isAway(to)) return;
        try {
            List<Change> changes = task.get().flush();
            boolean isCut = task.get().changelogCuts() != partition.changelog.cuts();
            if (!isCut || world.planted == PlantedFault.CUT_CHANGELOG_UNSEEN) {
                finish(partition, task.get(), changes);
                copy(partition, task.get());
            }
        } catch (RuntimeException e) {
            world.tell(partition + " is given away uncommitted: " + e);
        }
        dropDirty(partition);
        partition.owner = to;
        open(partition);
    }

    // ---- what is done to it

    /** Seals days of before that date, at most so many records of them; false if nothing is to be sealed now. */
    boolean seal(int number, LocalDate before, int mostRecords) {
        SimulatedPartition partition = partitions.get(number);
        Optional<SimulatedTask> task = task(partition);
        Optional<LivePartition> live = live(partition);
        if (task.isEmpty() || live.isEmpty() || world.isAway(partition.owner)) return false;
        if (live.get().whyMute().isPresent() || task.get().store().hasChanges()) return false;
        // nobody seals days in the moment after a loss of power: what is sealed has been on disk for days
        if (partition.sizeSinceLogs == Integer.MAX_VALUE) return false;
        boolean areMixed = world.planted == PlantedFault.RULES_OF_SEALS_MIXED;
        Set<String> altered = partition.inputs.seals.seal(
                areMixed ? LifeSimulation.MAIN.rules() : id.rules(),
                live.get().tally(),
                task.get().store().entries(),
                before,
                mostRecords);
        require(
                altered.isEmpty() || partition.inputs.isIncomplete,
                partition,
                "has sealed days that changed: " + altered);
        return true;
    }

    /** True if its group has read up to this offset. */
    boolean hasCounted(int number, long offset) {
        SimulatedPartition partition = partitions.get(number);
        OffsetAndMetadata group = partition.group().get(new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), number));
        return group != null && group.offset() >= offset;
    }

    /** The process ends; {@code losesDisk}: and what it had on its disk is gone. */
    void kill(int node, boolean losesDisk) {
        nodes.get(node).kill();
        if (losesDisk) nodes.get(node).onDisk().clear();
    }

    void loseOffsets(SimulatedPartition partition, int last) {
        int kept = Math.max(0, partition.groups.size() - last);
        partition.groups.subList(kept, partition.groups.size()).clear();
        if (partition.groups.isEmpty()) partition.groups.add(Map.of());
        if (last > 0) partition.lose(false);
    }

    void cutChangelog(SimulatedPartition partition, int last) {
        if (last == 0) return;
        partition.changelog.cutAt(Math.max(0, partition.changelog.size() - last));
        partition.loseLogs();
        partition.lose(true);
    }

    /** The log of events has lost what is from this offset on. */
    void eventsAreCutAt(int number, long end) {
        SimulatedPartition partition = partitions.get(number);
        partition.loseLogs();
        partition.naive.cutAt(end);
        List<SimulatedLog.LogRecord> left = partition.inputs.events.before(end);
        long behindLast = left.isEmpty() ? 0 : left.get(left.size() - 1).offset() + 1;
        partition.forgetShown(behindLast);
    }

    /** The same of likes. */
    void likesAreCutAt(int number, long end) {
        SimulatedPartition partition = partitions.get(number);
        partition.loseLogs();
        task(partition).ifPresent(task -> task.likesAreCutAt(end));
    }

    /**
     * The topics were deleted and created again; each thread has ended meanwhile, unless it had only partitions that read nothing.
     */
    void inputsAreMadeAnew(int number, SplittableRandom dice) {
        SimulatedPartition partition = partitions.get(number);
        partition.inputsAreMadeAnew();
        if (dice.nextBoolean()) loseOffsets(partition, partition.groups.size());
        if (live(partition).filter(SimulatedState::isRefused).isPresent() && dice.nextBoolean()) return;
        dropDirty(partition);
        openIfThere(partition);
    }

    void fillDisk(SimulatedPartition partition, int room) {
        task(partition).ifPresent(task -> task.store().leaveRoomFor(room));
    }

    void close() {
        partitions.forEach(this::dropDirty);
    }

    // ---- opening and closing

    private Optional<SimulatedTask> task(SimulatedPartition partition) {
        return Optional.ofNullable(nodes.get(partition.owner).tasks().get(partition.number));
    }

    private Optional<LivePartition> live(SimulatedPartition partition) {
        return nodes.get(partition.owner).shared().live().get(partition.number);
    }

    private void reopen(SimulatedPartition partition) {
        dropDirty(partition);
        open(partition);
    }

    private void dropDirty(SimulatedPartition partition) {
        SimulatedTask task = nodes.get(partition.owner).tasks().remove(partition.number);
        if (task != null) task.close();
    }

    private void open(SimulatedPartition partition) {
        LocalStore local = nodes.get(partition.owner).onDisk().remove(partition.number);
        var entries = new TreeMap<Bytes, byte[]>(partition.changelog.sum());
        if (local != null && isUsable(partition, local)) {
            entries = new TreeMap<>(local.entries());
            partition.changelog.applyFrom(local.offset(), entries);
        }
        SimulatedCopy copy = nodes.get(partition.owner).copies().remove(partition.number);
        openWith(partition, local == null && copy != null && copy.isUsable() ? copy.promoted() : entries);
    }

    private boolean isUsable(SimulatedPartition partition, LocalStore local) {
        if (local.offset() > partition.changelog.size()) return false;
        if (world.planted == PlantedFault.COPY_WITHOUT_MARK) return true;
        byte[] mark = local.entries().get(SimulatedChangelog.MARK);
        return mark != null && partition.changelog.hasMark(local.offset(), mark);
    }

    private void openWith(SimulatedPartition partition, Map<Bytes, byte[]> restored) {
        if (world.planted == PlantedFault.SESSIONS_NOT_RESTORED)
            restored.keySet().removeIf(key -> PartKeys.isIn(PartitionStores.VISITOR_DAYS, key.get()));
        var store = new SimulatedStore(restored, world.planted);
        SimulatedNode node = nodes.get(partition.owner);
        if (world.planted == PlantedFault.REASON_LOST)
            node.shared().progress().faults().take(partition.number, CommitMark.NONE);
        var task = new SimulatedTask(
                partition.number,
                id,
                node,
                store,
                partition.inputs.logs(),
                () -> world.nowMillis,
                partition.changelog.cuts(),
                world.planted);
        node.tasks().put(partition.number, task);
        task.open(partition.group(), world.planted == PlantedFault.GROUP_UNKNOWN ? Map.of() : partition.group());
        world.tell(partition + " opens on node " + partition.owner + ": " + lifeOf(partition));
    }

    private String lifeOf(SimulatedPartition partition) {
        return live(partition).map(live -> live.life().toString()).orElse("unknown");
    }

    // ---- what has to hold

    private void check(SimulatedPartition partition) {
        SimulatedTask task = task(partition).orElseThrow();
        Optional<LivePartition> live = live(partition);
        if (live.isEmpty()) return;
        boolean isMute = live.get().whyMute().isPresent() && world.planted != PlantedFault.MUTE_PHASE_FORGOTTEN;
        world.tell(partition + " is " + live.get().life());
        if (isMute || task.store().hasChanges()) return;
        CommitMark mark = Optional.ofNullable(task.store().get(SimulatedChangelog.MARK))
                .map(CommitMark::decode)
                .orElse(CommitMark.NONE);
        long next = live.get().tally().nextOffset();
        if (!task.knowsItsLogs(next, mark.nextLike())) return;
        require(next >= partition.shown, partition, "answers up to " + next + ", it had up to " + partition.shown);
        if (!partition.hasLostChanges)
            partition.shown = Math.max(partition.shown, mark.events().nextOffset());
        var stored = new StoredCounts(task.store().entries());
        SimulatedInputs inputs = partition.inputs;
        requireNone(partition, partition.naive.wrong(inputs.events, stored, next, inputs.isIncomplete));
        requireNone(partition, NaiveCount.wrongLikes(inputs.likes, stored, mark.nextLike(), task.likesEndAtStart()));
        requireNone(partition, stored.wrongRanking(live.get().trending()));
        partition.isOfItsLogs();
    }

    private void require(boolean holds, SimulatedPartition partition, String sentence) {
        if (!holds) throw new AssertionError(partition + " " + sentence);
    }

    private void requireNone(SimulatedPartition partition, Optional<String> fault) {
        require(fault.isEmpty(), partition, fault.orElse(""));
    }

    /** Ends what is wrong with it alone. */
    void endFaults() {
        for (SimulatedPartition partition : partitions) {
            partition.nextCommit = SimulatedCommit.WHOLE;
            fillDisk(partition, Integer.MAX_VALUE);
        }
    }

    boolean isWhole() {
        return partitions.stream().allMatch(this::isWhole);
    }

    void requireWhole() {
        for (SimulatedPartition partition : partitions)
            require(
                    isWhole(partition),
                    partition,
                    "does not answer " + LifeSimulation.BOUND_SECONDS + " s after the last fault: "
                            + lifeOf(partition));
    }

    private boolean isWhole(SimulatedPartition partition) {
        SimulatedNode node = nodes.get(partition.owner);
        Optional<LivePartition> live = live(partition);
        if (live.isEmpty() || task(partition).isEmpty()) return false;
        if (live.get().whyMute().isPresent()) return partition.inputs.isIncomplete && isRefused(live.get());
        long next = live.get().tally().nextOffset();
        return node.shared().progress().pass(partition.number, next) >= partition.inputs.events.end();
    }

    private static boolean isRefused(LivePartition live) {
        return live.whyMute().orElse("").contains("cannot be counted again. The first are gone");
    }

    /** True if each partition answers. */
    boolean answers() {
        return partitions.stream()
                .allMatch(partition ->
                        live(partition).filter(live -> live.whyMute().isEmpty()).isPresent());
    }
}
