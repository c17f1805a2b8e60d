package dev.footfall.aggregator.counting;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.SealedModel.Frozen;
import dev.footfall.aggregator.counting.projections.SealedDay;
import dev.footfall.aggregator.sealing.PartitionSealing;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.SlotRule;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** One partition of a log, all states that count it, and the sealings of the one that answers. Each step is random. */
final class SealedWorld {
    private static final LocalDate FIRST_DAY = LocalDate.parse("2026-01-02");
    private static final String MAIN = "main";
    private static final int MOST_STATES = 3;
    private static final CountingRules DEFAULT =
            new CountingRules(Duration.ofMinutes(30), Duration.ofHours(5), Redirects.EXCLUDE);
    private static final List<CountingRules> RULES = List.of(
            DEFAULT,
            DEFAULT,
            new CountingRules(Duration.ofMinutes(10), Duration.ofHours(5), Redirects.COUNT)
                    .withClients(RandomClients.withoutRobots()),
            new CountingRules(Duration.ofMinutes(30), Duration.ofDays(90), Redirects.EXCLUDE),
            DEFAULT.withSlots(new SlotRule(Duration.ofHours(1), Duration.ofMinutes(5))));

    private final List<Logged> log;
    private final Random random;
    private final SealTopic topic;
    private final boolean keepsOthers;
    private final Map<String, State> states = new TreeMap<>();
    private final Map<Oracle.Day, Frozen> sealed = new HashMap<>();
    private final List<String> steps = new ArrayList<>();
    private String answering = MAIN;
    private int written;
    private long sealedEnd;

    /** A state and its model. */
    record State(SealedModel model, CrashingPartition partition) {
        String id() {
            return partition.rules().id();
        }
    }

    SealedWorld(List<Logged> log, Random random) {
        this.log = log;
        this.random = random;
        this.topic = new SealTopic(log);
        this.keepsOthers = random.nextInt(3) > 0;
        start(MAIN, random.nextBoolean() ? DEFAULT : RULES.get(4));
    }

    /** The states by name. */
    Map<String, State> states() {
        return states;
    }

    /** All that was done so far. */
    List<String> steps() {
        return steps;
    }

    /** True if all that was sealed is of one rule set. */
    boolean isOfOneRuleSet() {
        return topic.rules().size() <= 1;
    }

    /** Does one thing. */
    void step() {
        switch (random.nextInt(12)) {
            case 0, 1, 2 -> append();
            case 3, 4, 5, 6 -> seal();
            case 7, 8 -> rebuild();
            case 9 -> shadow();
            case 10 -> promote();
            default -> drop();
        }
        topic.compact(random);
    }

    /** Counts all of the log with all states. */
    void finish() {
        written = log.size();
        states.values().forEach(state -> state.partition().countToTheEnd());
        steps.add("finish");
    }

    private void append() {
        written = Math.min(log.size(), written + 1 + random.nextInt(log.size() / 8));
        for (State state : states.values()) {
            int counted = Math.toIntExact(state.partition().tally().nextOffset());
            int end = random.nextInt(12) == 0 ? counted + random.nextInt(written - counted + 1) : written;
            if (end > counted) state.partition().countTo(end);
        }
        steps.add("append " + written);
    }

    private State answering() {
        return requireNonNull(states.get(answering));
    }

    private void seal() {
        State state = answering();
        long counted = states.values().stream()
                .mapToLong(each -> each.partition().tally().nextOffset())
                .min()
                .orElseThrow();
        long end = state.partition().tally().nextOffset();
        sealedEnd = Math.max(sealedEnd, end);
        var terms = new PartitionSealing.Terms(
                state.id(), state.model().rules().retention(), FIRST_DAY.plusDays(random.nextInt(12)));
        Map<Oracle.Day, Oracle.Row> rows = state.model().rows(end);
        for (SealedDay day : topic.seal(state.partition(), terms, random, counted)) {
            Frozen before = sealed.get(SealedModel.dayOf(day));
            boolean isKept =
                    before == null || !before.hasFiles() || before.rules().equals(state.id());
            assertTrue(isKept, () -> day + " was sealed by " + before);
            Oracle.Row row = rows.get(SealedModel.dayOf(day));
            sealed.put(SealedModel.dayOf(day), new Frozen(row == null ? fail(day) : row, end, state.id()));
        }
        steps.add("seal " + answering + " at " + end + ", the log begins at " + topic.logBegin());
    }

    private static Oracle.Row fail(SealedDay day) {
        throw new AssertionError("no event of " + day);
    }

    private void rebuild() {
        List<String> names = List.copyOf(states.keySet());
        String name = names.get(random.nextInt(names.size()));
        CountingRules longer = RULES.get(3);
        boolean isPatient = name.equals(MAIN) && random.nextInt(4) == 0;
        start(
                name,
                isPatient ? longer : requireNonNull(states.get(name)).model().rules());
    }

    private void shadow() {
        if (states.size() == MOST_STATES) return;
        start("shadow" + steps.size(), RULES.get(random.nextInt(RULES.size())));
    }

    /** Counts from the beginning: of the sealed days, if the first events are gone and the rules allow it. */
    private void start(String name, CountingRules rules) {
        var partition = new CrashingPartition(
                log, rules, random, List.of(0L, 20_000L, 1L << 30).get(random.nextInt(3)));
        boolean isWhole = topic.logBegin() == 0;
        Set<String> sealedBy = topic.rules();
        if (!isWhole && !keepsOthers && !Set.of(partition.rules().id()).containsAll(sealedBy)) {
            assertThrows(StateConflict.class, () -> partition.rules().checkSealed(sealedBy));
            return;
        }
        if (!isWhole) {
            partition.load(topic);
            assertEquals(topic.logBegin(), partition.tally().nextOffset());
        }
        states.put(
                name,
                new State(
                        new SealedModel(log, rules, isWhole ? Map.of() : sealed, isWhole ? 0 : sealedEnd), partition));
        if (random.nextInt(4) > 0 && partition.tally().nextOffset() < written) partition.countTo(written);
        steps.add("start " + name + " by " + partition.rules().id());
    }

    private void promote() {
        List<String> names = List.copyOf(states.keySet());
        answering = names.get(random.nextInt(names.size()));
        steps.add("promote " + answering);
    }

    private void drop() {
        List<String> names = states.keySet().stream()
                .filter(name -> !name.equals(MAIN) && !name.equals(answering))
                .toList();
        if (names.isEmpty()) return;
        states.remove(names.get(0));
        steps.add("drop " + names.get(0));
    }
}
