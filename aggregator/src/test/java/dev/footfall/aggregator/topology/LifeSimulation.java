package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.Topics;
import dev.footfall.rules.CountingRules;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The life of a cluster's partitions in simulated time: logs, groups, changelogs, nodes and their disks in memory, and the
 * real counting between them, on one thread. After each step no answer may be wrong; when the faults end, each partition
 * has to answer again by itself, within {@link #BOUND_SECONDS} of simulated time. Beside the main state another is counted at
 * times, by other rules; it may be promoted, and what is sealed then is sealed by its rules.
 */
final class LifeSimulation {
    static final int PARTITIONS = 2;

    /** Longer than the longest silence of a leader and absence of a node. */
    static final int BOUND_SECONDS = 600;

    static final int NODES = 3;
    private static final long LONGEST_MILLIS = 300_000;
    private static final long LONGEST_WAIT_MILLIS = 7_200_000;
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int LONGEST_WAIT_DAYS = 12;
    private static final long LONGEST_CLOCK_STEP_MILLIS = 21_600_000;
    static final Duration OTHER_GAP = Duration.ofMinutes(5);
    static final StateId MAIN = StateId.main(rules(CountingRules.DEFAULT));
    private static final StateId OTHER =
            new StateId(Topics.STANDARD, "other", rules(CountingRules.DEFAULT.withGap(OTHER_GAP)));

    private final SimulatedWorld world;
    private final List<SimulatedState> states = new ArrayList<>();
    private SimulatedState answering;

    /** {@code isTold}: keeps what happens, to be read. */
    LifeSimulation(PlantedFault planted, boolean isTold) {
        this.world = new SimulatedWorld(planted, isTold);
        this.answering = new SimulatedState(world, MAIN);
        states.add(answering);
    }

    private static RuleSet rules(CountingRules rules) {
        return new RuleSet("unnamed", rules, PARTITIONS, Projections.NONE);
    }

    // ---- what happens

    void happen(SimulatedStep step) {
        var dice = new SplittableRandom(step.dice());
        SimulatedState state = states.get(dice.nextInt(states.size()));
        SimulatedPartition partition = state.partition(dice.nextInt(PARTITIONS));
        SimulatedInputs inputs = partition.inputs;
        world.tell(step.kind() + " " + partition);
        switch (step.kind()) {
            case PRODUCE -> produce(inputs, dice);
            case LIKE -> inputs.traffic.like(inputs.likes, dice, world.nowMillis);
            case RUN -> run(dice);
            case WAIT -> world.nowMillis += dice.nextLong(LONGEST_WAIT_MILLIS);
            case WAIT_DAYS -> world.nowMillis += dice.nextLong(LONGEST_WAIT_DAYS * MILLIS_PER_DAY);
            case FOLLOW -> state.follow(partition, dice.nextInt(NODES), dice);
            case SEAL -> seal(inputs, dice);
            case DECIDE -> decide(dice);
            case MOVE -> state.move(partition, dice.nextInt(NODES));
            case KILL -> kill(dice.nextInt(NODES), dice.nextLong(LONGEST_MILLIS));
            case LOSE_POWER -> losePower(dice);
            case PAUSE ->
                world.machines.get(dice.nextInt(NODES)).stayAway(world.nowMillis + dice.nextLong(LONGEST_MILLIS));
            case ABORT_COMMIT -> partition.nextCommit = SimulatedCommit.ABORTED;
            case LEAVE_COMMIT_OPEN ->
                partition.nextCommit =
                        dice.nextBoolean() ? SimulatedCommit.UNKNOWN_AND_ABORTED : SimulatedCommit.UNKNOWN_AND_WHOLE;
            case TEAR_COMMIT ->
                partition.nextCommit = dice.nextBoolean() ? SimulatedCommit.CHANGES_LOST : SimulatedCommit.OFFSETS_LOST;
            case LOSE_OFFSETS -> state.loseOffsets(partition, partition.groups.size());
            case OLD_OFFSETS -> state.loseOffsets(partition, dice.nextInt(5));
            case ELECT_LEADER -> (dice.nextBoolean() ? inputs.events : inputs.likes).elect();
            case CUT_LOG -> cutLog(inputs, dice.nextInt(6));
            case CUT_LIKES -> cutLikes(inputs, dice.nextInt(4));
            case CUT_CHANGELOG -> state.cutChangelog(partition, dice.nextInt(12));
            case SILENCE_LEADER ->
                (dice.nextBoolean() ? inputs.events : inputs.likes)
                        .silence(world.nowMillis + dice.nextLong(LONGEST_MILLIS));
            case FILL_DISK -> state.fillDisk(partition, dice.nextInt(6));
            case DROP_BEGINNING -> dropBeginning(partition, dice);
            case MAKE_TOPICS_ANEW -> makeTopicsAnew(dice);
            case STEP_CLOCK -> stepClock(inputs, world.machines.get(dice.nextInt(NODES)), dice);
            default -> throw new IllegalStateException("no such step: " + step.kind());
        }
    }

    private void produce(SimulatedInputs inputs, SplittableRandom dice) {
        int records = 1 + dice.nextInt(8);
        for (int i = 0; i < records; i++)
            inputs.traffic.download(inputs.events, dice, world.nowMillis, world.nowMillis + inputs.logAheadMillis);
        inputs.events.mark();
    }

    /** A broker's clock goes wrong at once, a node's with its next process: within one, time is steady. */
    private static void stepClock(SimulatedInputs inputs, SimulatedMachine machine, SplittableRandom dice) {
        long aheadMillis = dice.nextLong(-LONGEST_CLOCK_STEP_MILLIS, LONGEST_CLOCK_STEP_MILLIS);
        if (dice.nextBoolean()) inputs.logAheadMillis = aheadMillis;
        else machine.stepClock(aheadMillis);
    }

    private void run(SplittableRandom dice) {
        world.nowMillis += 1 + dice.nextLong(dice.nextInt(10) == 0 ? 60_000 : 2_000);
        states.forEach(state -> state.run(dice));
    }

    /** Counts another state, drops it, or has the other one answer, as people and their API decide. */
    private void decide(SplittableRandom dice) {
        if (states.size() == 1) {
            states.add(new SimulatedState(world, OTHER));
            world.tell("another state is counted");
            return;
        }
        SimulatedState main = states.get(0);
        SimulatedState other = states.get(1);
        if (dice.nextInt(3) > 0) {
            if (!main.answers() || !other.answers()) return;
            answering = answering == main ? other : main;
            world.tell("the state " + answering.id().name() + " is asked");
        } else if (answering == main) {
            other.close();
            states.remove(other);
            world.tell("the other state is dropped");
        }
    }

    private void seal(SimulatedInputs inputs, SplittableRandom dice) {
        LocalDate before = LocalDate.ofEpochDay(world.nowMillis / MILLIS_PER_DAY - dice.nextInt(4));
        int mostRecords = dice.nextInt(4) == 0 ? dice.nextInt(8) : Integer.MAX_VALUE;
        if (!answering.seal(inputs.number, before, mostRecords)) return;
        long end = inputs.seals.sealedBefore();
        world.tell("days are sealed up to offset " + end);
        boolean isCounted = states.stream().allMatch(state -> state.hasCounted(inputs.number, end));
        if (isCounted && end > inputs.events.begin() && dice.nextBoolean()) inputs.events.beginAt(end);
    }

    private void kill(int node, long awayMillis) {
        world.tell("node " + node + " is killed");
        states.forEach(state -> state.kill(node, false));
        world.machines.get(node).stayAway(world.nowMillis + awayMillis);
    }

    /** All stop; the last of each part may be gone, more of one than of another. */
    private void losePower(SplittableRandom dice) {
        for (int node = 0; node < NODES; node++) {
            boolean losesDisk = dice.nextInt(3) == 0;
            for (SimulatedState state : states) state.kill(node, losesDisk);
        }
        for (SimulatedInputs inputs : world.inputs) {
            for (SimulatedState state : states) {
                SimulatedPartition partition = state.partition(inputs.number);
                if (dice.nextBoolean()) state.cutChangelog(partition, dice.nextInt(12));
                if (dice.nextBoolean()) state.loseOffsets(partition, dice.nextInt(3));
            }
            if (dice.nextInt(4) == 0) cutLog(inputs, dice.nextInt(4));
        }
    }

    /** The topics are deleted and created again, and have some events when they are read next. */
    private void makeTopicsAnew(SplittableRandom dice) {
        world.nameLogsAnew();
        for (SimulatedInputs inputs : world.inputs) {
            inputs.makeAnew();
            int transactions = dice.nextInt(40);
            for (int i = 0; i < transactions; i++) produce(inputs, dice);
            for (SimulatedState state : states) state.inputsAreMadeAnew(inputs.number, dice);
        }
    }

    private void cutLog(SimulatedInputs inputs, int last) {
        long least = Math.max(inputs.events.begin(), inputs.seals.end());
        long end = Math.max(least, inputs.events.end() - last);
        inputs.events.cutAt(end);
        states.forEach(state -> state.eventsAreCutAt(inputs.number, end));
    }

    private void cutLikes(SimulatedInputs inputs, int last) {
        long end = Math.max(0, inputs.likes.end() - last);
        inputs.likes.cutAt(end);
        states.forEach(state -> state.likesAreCutAt(inputs.number, end));
    }

    private static void dropBeginning(SimulatedPartition partition, SplittableRandom dice) {
        SimulatedInputs inputs = partition.inputs;
        if (partition.shown <= inputs.events.begin()) return;
        inputs.events.beginAt(dice.nextLong(inputs.events.begin(), partition.shown + 1));
        inputs.isIncomplete |= inputs.seals.loss().isPresent();
    }

    // ---- what has to hold

    /** Ends all faults, and lets time pass until each partition answers all that its log has. */
    void recover() {
        world.tell("all faults end");
        for (SimulatedMachine machine : world.machines) machine.stayAway(0);
        for (SimulatedInputs inputs : world.inputs) {
            inputs.events.silence(0);
            inputs.likes.silence(0);
        }
        states.forEach(SimulatedState::endFaults);
        var dice = new SplittableRandom(1);
        for (int second = 0; second < BOUND_SECONDS; second++) {
            world.nowMillis += 1_000;
            states.forEach(state -> state.run(dice));
            if (states.stream().allMatch(SimulatedState::isWhole)) return;
        }
        states.forEach(SimulatedState::requireWhole);
    }

    SimulatedWorld world() {
        return world;
    }
}
