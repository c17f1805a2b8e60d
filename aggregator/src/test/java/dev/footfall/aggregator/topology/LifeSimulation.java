package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.live.LivePartition;
import dev.footfall.aggregator.sealing.PartitionSeals;
import dev.footfall.aggregator.sealing.Seals;
import dev.footfall.aggregator.topology.SimulatedNode.LocalStore;
import dev.footfall.aggregator.topology.SimulatedStore.Change;
import dev.footfall.rules.CountingRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/**
 * The life of a cluster's partitions in simulated time: logs, a group, changelogs, nodes and their disks in memory, and the
 * real counting between them, on one thread. After each step no answer may be wrong; when the faults end, each partition
 * has to answer again by itself, within {@link #BOUND_SECONDS} of simulated time.
 */
final class LifeSimulation {
    static final int PARTITIONS = 2;

    /** Longer than the longest silence of a leader and absence of a node. */
    static final int BOUND_SECONDS = 600;

    static final int NODES = 3;
    private static final int SESSION_MILLIS = 45_000;
    private static final long LONGEST_MILLIS = 300_000;
    private static final long LONGEST_WAIT_MILLIS = 7_200_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int LONGEST_WAIT_DAYS = 12;
    private static final long LONGEST_CLOCK_STEP_MILLIS = 21_600_000;
    private static final int MOST_CHANGES_FOLLOWED = 60;

    private final PlantedFault planted;
    private final StateId state =
            StateId.main(new RuleSet("unnamed", CountingRules.DEFAULT, PARTITIONS, Projections.NONE));
    private final List<SimulatedPartition> partitions = new ArrayList<>();
    private final List<SimulatedNode> nodes = new ArrayList<>();
    private final StringBuilder story = new StringBuilder();
    private final boolean isTold;
    private long hash;
    private int logNumber;
    private long nowMillis = 1_800_000_000_000L;
    private final long startMillis = nowMillis;

    /** {@code isTold}: keeps what happens, to be read. */
    LifeSimulation(PlantedFault planted, boolean isTold) {
        this.planted = planted;
        this.isTold = isTold;
        for (int i = 0; i < PARTITIONS; i++) partitions.add(new SimulatedPartition(i));
        for (int i = 0; i < NODES; i++) nodes.add(new SimulatedNode(backlog(), seals()));
        partitions.forEach(this::open);
    }

    private Backlog backlog() {
        return new Backlog() {
            @Override
            public long lastKnownLag(int partition, long nextOffset) {
                return Math.max(0, partitions.get(partition).events.end() - nextOffset);
            }

            @Override
            public OptionalLong end(int partition) {
                SimulatedLog log = partitions.get(partition).events;
                if (log.isSilent(nowMillis)) return OptionalLong.empty();
                return OptionalLong.of(planted == PlantedFault.GOAL_MOVES ? log.end() + 1 : log.end());
            }

            @Override
            public Optional<String> id() {
                return planted == PlantedFault.TOPICS_ID_UNKNOWN ? Optional.empty() : Optional.of("log " + logNumber);
            }
        };
    }

    private Seals seals() {
        return new Seals() {
            @Override
            public Optional<PartitionSeals> of(int partition) {
                return planted == PlantedFault.SEALED_DAYS_LEFT_OUT
                        ? Optional.empty()
                        : partitions.get(partition).seals.ofABeginning();
            }

            @Override
            public Optional<String> loss(int partition) {
                return partitions.get(partition).seals.loss();
            }
        };
    }

    // ---- what happens

    void happen(SimulatedStep step) {
        var dice = new SplittableRandom(step.dice());
        SimulatedPartition partition = partitions.get(dice.nextInt(PARTITIONS));
        tell(step.kind() + " partition " + partition.number);
        switch (step.kind()) {
            case PRODUCE -> produce(partition, dice);
            case LIKE -> partition.traffic.like(partition.likes, dice, nowMillis);
            case RUN -> run(dice);
            case WAIT -> nowMillis += dice.nextLong(LONGEST_WAIT_MILLIS);
            case WAIT_DAYS -> nowMillis += dice.nextLong(LONGEST_WAIT_DAYS * MILLIS_PER_DAY);
            case FOLLOW -> follow(partition, dice.nextInt(NODES), dice);
            case SEAL -> seal(partition, dice);
            case MOVE -> move(partition, dice.nextInt(NODES));
            case KILL -> kill(dice.nextInt(NODES), dice.nextLong(LONGEST_MILLIS));
            case LOSE_POWER -> losePower(dice);
            case PAUSE -> nodes.get(dice.nextInt(NODES)).stayAway(nowMillis + dice.nextLong(LONGEST_MILLIS));
            case ABORT_COMMIT -> partition.nextCommit = SimulatedCommit.ABORTED;
            case LEAVE_COMMIT_OPEN ->
                partition.nextCommit =
                        dice.nextBoolean() ? SimulatedCommit.UNKNOWN_AND_ABORTED : SimulatedCommit.UNKNOWN_AND_WHOLE;
            case TEAR_COMMIT ->
                partition.nextCommit = dice.nextBoolean() ? SimulatedCommit.CHANGES_LOST : SimulatedCommit.OFFSETS_LOST;
            case LOSE_OFFSETS -> loseOffsets(partition, partition.groups.size());
            case OLD_OFFSETS -> loseOffsets(partition, dice.nextInt(5));
            case ELECT_LEADER -> (dice.nextBoolean() ? partition.events : partition.likes).elect();
            case CUT_LOG -> cutLog(partition, dice.nextInt(6));
            case CUT_LIKES -> cutLikes(partition, dice.nextInt(4));
            case CUT_CHANGELOG -> cutChangelog(partition, dice.nextInt(12));
            case SILENCE_LEADER ->
                (dice.nextBoolean() ? partition.events : partition.likes)
                        .silence(nowMillis + dice.nextLong(LONGEST_MILLIS));
            case FILL_DISK -> task(partition).ifPresent(task -> task.store().leaveRoomFor(dice.nextInt(6)));
            case DROP_BEGINNING -> dropBeginning(partition, dice);
            case MAKE_TOPICS_ANEW -> makeTopicsAnew(dice);
            case STEP_CLOCK -> stepClock(partition, nodes.get(dice.nextInt(NODES)), dice);
            default -> throw new IllegalStateException("no such step: " + step.kind());
        }
    }

    private void produce(SimulatedPartition partition, SplittableRandom dice) {
        int records = 1 + dice.nextInt(8);
        for (int i = 0; i < records; i++)
            partition.traffic.download(partition.events, dice, nowMillis, nowMillis + partition.logAheadMillis);
        partition.events.mark();
    }

    /** A broker's clock goes wrong at once, a node's with its next process: within one, time is steady. */
    private static void stepClock(SimulatedPartition partition, SimulatedNode node, SplittableRandom dice) {
        long aheadMillis = dice.nextLong(-LONGEST_CLOCK_STEP_MILLIS, LONGEST_CLOCK_STEP_MILLIS);
        if (dice.nextBoolean()) partition.logAheadMillis = aheadMillis;
        else node.stepClock(aheadMillis);
    }

    private void follow(SimulatedPartition partition, int at, SplittableRandom dice) {
        SimulatedNode node = nodes.get(at);
        if (at == partition.owner || node.isAway(nowMillis)) return;
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
        if (isOfLostLogs || partition.isIncomplete) return;
        if (copy.whyMute(partition.events, planted).isPresent()) return;
        long next = copy.mark().events().nextOffset();
        long before = Math.min(partition.shownByCopies.getOrDefault(copy, 0L), partition.shown);
        require(next >= before, partition, "has a copy that answers up to " + next + ", it had up to " + before);
        partition.shownByCopies.put(copy, next);
        Optional<String> wrong =
                NaiveCount.wrongCopy(partition.events, copy.entries(), next, SimulatedPartition.GAP_MILLIS);
        require(wrong.isEmpty(), partition, wrong.orElse(""));
    }

    private void seal(SimulatedPartition partition, SplittableRandom dice) {
        Optional<SimulatedTask> task = task(partition);
        Optional<LivePartition> live = live(partition);
        if (task.isEmpty() || live.isEmpty() || nodes.get(partition.owner).isAway(nowMillis)) return;
        if (live.get().whyMute().isPresent() || task.get().store().hasChanges()) return;
        // nobody seals days in the moment after a loss of power: what is sealed has been on disk for days
        if (partition.sizeSinceLogs == Integer.MAX_VALUE) return;
        LocalDate before = LocalDate.ofEpochDay(nowMillis / MILLIS_PER_DAY - dice.nextInt(4));
        int mostRecords = dice.nextInt(4) == 0 ? dice.nextInt(8) : Integer.MAX_VALUE;
        Set<String> altered = partition.seals.seal(
                state.rules(), live.get().tally(), task.get().store().entries(), before, mostRecords);
        require(altered.isEmpty() || partition.isIncomplete, partition, "has sealed days that changed: " + altered);
        long end = partition.seals.sealedBefore();
        tell("days are sealed up to offset " + end);
        if (end > partition.events.begin() && dice.nextBoolean()) partition.events.beginAt(end);
    }

    private void run(SplittableRandom dice) {
        nowMillis += 1 + dice.nextLong(dice.nextInt(10) == 0 ? 60_000 : 2_000);
        partitions.forEach(this::rebalance);
        for (SimulatedPartition partition : partitions) {
            if (!nodes.get(partition.owner).isAway(nowMillis)) run(partition, dice);
        }
    }

    /** A node that is away for longer than a session loses its partitions; one that comes back drops what is not its own. */
    private void rebalance(SimulatedPartition partition) {
        SimulatedNode owner = nodes.get(partition.owner);
        if (owner.isAway(nowMillis + SESSION_MILLIS)) {
            for (int i = 1; i < NODES; i++) {
                int next = (partition.owner + i) % NODES;
                if (nodes.get(next).isAway(nowMillis)) continue;
                tell("partition " + partition.number + " moves to node " + next);
                dropDirty(partition);
                partition.owner = next;
                open(partition);
                return;
            }
        } else if (!owner.isAway(nowMillis) && !owner.tasks().containsKey(partition.number)) {
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
            tell("the thread of partition " + partition.number + " dies: " + e);
            reopen(partition);
        }
    }

    private void commit(SimulatedPartition partition, SimulatedTask task, SplittableRandom dice) {
        List<Change> changes = task.flush();
        SimulatedCommit end = partition.nextCommit;
        partition.nextCommit = SimulatedCommit.WHOLE;
        boolean isCut = task.changelogCuts() != partition.changelog.cuts();
        if (isCut && planted != PlantedFault.CUT_CHANGELOG_UNSEEN) end = SimulatedCommit.ABORTED;
        tell("partition " + partition.number + " commits " + changes.size() + " changes: " + end);
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

    private Optional<LivePartition> live(SimulatedPartition partition) {
        return nodes.get(partition.owner).shared().live().get(partition.number);
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
        tell("partition " + partition.number + " is restored from " + first + " changes");
        openWith(partition, partition.changelog.sumOf(first));
    }

    private void move(SimulatedPartition partition, int to) {
        Optional<SimulatedTask> task = task(partition);
        if (to == partition.owner
                || task.isEmpty()
                || nodes.get(partition.owner).isAway(nowMillis)) return;
        if (nodes.get(to).isAway(nowMillis)) return;
        try {
            List<Change> changes = task.get().flush();
            boolean isCut = task.get().changelogCuts() != partition.changelog.cuts();
            if (!isCut || planted == PlantedFault.CUT_CHANGELOG_UNSEEN) {
                finish(partition, task.get(), changes);
                copy(partition, task.get());
            }
        } catch (RuntimeException e) {
            tell("partition " + partition.number + " is given away uncommitted: " + e);
        }
        dropDirty(partition);
        partition.owner = to;
        open(partition);
    }

    private void kill(int node, long awayMillis) {
        tell("node " + node + " is killed");
        nodes.get(node).kill();
        nodes.get(node).stayAway(nowMillis + awayMillis);
    }

    /** All stop; the last of each part may be gone, more of one than of another. */
    private void losePower(SplittableRandom dice) {
        for (SimulatedNode node : nodes) {
            node.kill();
            if (dice.nextInt(3) == 0) node.onDisk().clear();
        }
        for (SimulatedPartition partition : partitions) {
            if (dice.nextBoolean()) cutChangelog(partition, dice.nextInt(12));
            if (dice.nextBoolean()) loseOffsets(partition, dice.nextInt(3));
            if (dice.nextInt(4) == 0) cutLog(partition, dice.nextInt(4));
        }
    }

    private void loseOffsets(SimulatedPartition partition, int last) {
        int kept = Math.max(0, partition.groups.size() - last);
        partition.groups.subList(kept, partition.groups.size()).clear();
        if (partition.groups.isEmpty()) partition.groups.add(Map.of());
        if (last > 0) partition.lose(false);
    }

    /**
     * The topics are deleted and created again, and have some events when they are read next; each thread has ended meanwhile, unless
     * it had only partitions that read nothing.
     */
    private void makeTopicsAnew(SplittableRandom dice) {
        logNumber++;
        for (SimulatedPartition partition : partitions) {
            partition.makeTopicsAnew();
            int transactions = dice.nextInt(40);
            for (int i = 0; i < transactions; i++) produce(partition, dice);
            if (dice.nextBoolean()) loseOffsets(partition, partition.groups.size());
            if (live(partition).filter(LifeSimulation::isRefused).isPresent() && dice.nextBoolean()) continue;
            dropDirty(partition);
            if (!nodes.get(partition.owner).isAway(nowMillis)) open(partition);
        }
    }

    private static void cutChangelog(SimulatedPartition partition, int last) {
        if (last == 0) return;
        partition.changelog.cutAt(Math.max(0, partition.changelog.size() - last));
        partition.loseLogs();
        partition.lose(true);
    }

    private void cutLog(SimulatedPartition partition, int last) {
        long least = Math.max(partition.events.begin(), partition.seals.end());
        long end = Math.max(least, partition.events.end() - last);
        partition.loseLogs();
        partition.events.cutAt(end);
        partition.naive.cutAt(end);
        List<SimulatedLog.LogRecord> left = partition.events.before(end);
        long behindLast = left.isEmpty() ? 0 : left.get(left.size() - 1).offset() + 1;
        partition.forgetShown(behindLast);
    }

    private void cutLikes(SimulatedPartition partition, int last) {
        long end = Math.max(0, partition.likes.end() - last);
        partition.loseLogs();
        partition.likes.cutAt(end);
        task(partition).ifPresent(task -> task.likesAreCutAt(end));
    }

    private void dropBeginning(SimulatedPartition partition, SplittableRandom dice) {
        long counted = partition.shown;
        if (counted <= partition.events.begin()) return;
        partition.events.beginAt(dice.nextLong(partition.events.begin(), counted + 1));
        partition.isIncomplete |= partition.seals.loss().isPresent();
    }

    // ---- opening and closing

    private Optional<SimulatedTask> task(SimulatedPartition partition) {
        return Optional.ofNullable(nodes.get(partition.owner).tasks().get(partition.number));
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
        if (planted == PlantedFault.COPY_WITHOUT_MARK) return true;
        byte[] mark = local.entries().get(SimulatedChangelog.MARK);
        return mark != null && partition.changelog.hasMark(local.offset(), mark);
    }

    private void openWith(SimulatedPartition partition, Map<Bytes, byte[]> restored) {
        var store = new SimulatedStore(restored, planted);
        SimulatedNode node = nodes.get(partition.owner);
        if (planted == PlantedFault.REASON_LOST)
            node.shared().progress().faults().take(partition.number, CommitMark.NONE);
        var task = new SimulatedTask(
                partition.number,
                state,
                node,
                store,
                partition.inputs(),
                () -> nowMillis,
                partition.changelog.cuts(),
                planted);
        node.tasks().put(partition.number, task);
        task.open(partition.group(), planted == PlantedFault.GROUP_UNKNOWN ? Map.of() : partition.group());
        tell("partition " + partition.number + " opens on node " + partition.owner + ": " + lifeOf(partition));
    }

    private String lifeOf(SimulatedPartition partition) {
        return live(partition).map(live -> live.life().toString()).orElse("unknown");
    }

    // ---- what has to hold

    private void check(SimulatedPartition partition) {
        SimulatedTask task = task(partition).orElseThrow();
        Optional<LivePartition> live = live(partition);
        if (live.isEmpty()) return;
        boolean isMute = live.get().whyMute().isPresent() && planted != PlantedFault.MUTE_PHASE_FORGOTTEN;
        tell("partition " + partition.number + " is " + live.get().life());
        if (isMute || task.store().hasChanges()) return;
        CommitMark mark = Optional.ofNullable(task.store().get(SimulatedChangelog.MARK))
                .map(CommitMark::decode)
                .orElse(CommitMark.NONE);
        long next = live.get().tally().nextOffset();
        if (!task.knowsItsLogs(next, mark.nextLike())) return;
        require(next >= partition.shown, partition, "answers up to " + next + ", it had up to " + partition.shown);
        if (!partition.hasLostChanges)
            partition.shown = Math.max(partition.shown, mark.events().nextOffset());
        Optional<String> wrong =
                partition.naive.wrong(partition.events, task.store().entries(), next, partition.isIncomplete);
        require(wrong.isEmpty(), partition, wrong.orElse(""));
        Optional<String> wrongLikes =
                NaiveCount.wrongLikes(partition.likes, task.store().entries(), mark.nextLike(), task.likesEndAtStart());
        require(wrongLikes.isEmpty(), partition, wrongLikes.orElse(""));
        partition.isOfItsLogs();
    }

    private void require(boolean holds, SimulatedPartition partition, String sentence) {
        if (!holds) throw new AssertionError("partition " + partition.number + " " + sentence);
    }

    /** Ends all faults, and lets time pass until each partition answers all that its log has. */
    void recover() {
        tell("all faults end");
        for (SimulatedNode node : nodes) node.stayAway(0);
        for (SimulatedPartition partition : partitions) {
            partition.nextCommit = SimulatedCommit.WHOLE;
            partition.events.silence(0);
            partition.likes.silence(0);
            task(partition).ifPresent(task -> task.store().leaveRoomFor(Integer.MAX_VALUE));
        }
        var dice = new SplittableRandom(1);
        for (int second = 0; second < BOUND_SECONDS; second++) {
            nowMillis += 1_000;
            partitions.forEach(this::rebalance);
            partitions.forEach(partition -> run(partition, dice));
            if (partitions.stream().allMatch(this::isWhole)) return;
        }
        partitions.forEach(partition -> require(
                isWhole(partition),
                partition,
                "does not answer " + BOUND_SECONDS + " s after the last fault: " + lifeOf(partition)));
    }

    private boolean isWhole(SimulatedPartition partition) {
        SimulatedNode node = nodes.get(partition.owner);
        Optional<LivePartition> live = live(partition);
        if (live.isEmpty() || task(partition).isEmpty()) return false;
        if (live.get().whyMute().isPresent()) return partition.isIncomplete && isRefused(live.get());
        long next = live.get().tally().nextOffset();
        return node.shared().progress().pass(partition.number, next) >= partition.events.end();
    }

    private static boolean isRefused(LivePartition live) {
        return live.whyMute().orElse("").contains("cannot be counted again. The first are gone");
    }

    private void tell(String sentence) {
        hash = hash * 31 + sentence.hashCode() + nowMillis;
        if (isTold)
            story.append((nowMillis - startMillis) / 1_000)
                    .append(" s: ")
                    .append(sentence)
                    .append('\n');
    }

    /** The same for two runs in which the same happened. */
    long hash() {
        return hash;
    }

    String story() {
        return story.toString();
    }

    long simulatedMillis() {
        return nowMillis - startMillis;
    }
}
