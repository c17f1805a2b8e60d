package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.events.Topics;
import dev.footfall.rules.CountingRules;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateIdTest {
    private static final RuleSet RULES = new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL);
    private static final Path STATES = Path.of("state");

    @Test
    void keepsTheNamesThatTheMainStateAlwaysHad() {
        StateId main = StateId.main(RULES);

        assertEquals("footfall-aggregator", main.applicationId());
        assertEquals("footfall-aggregator-counts-changelog", main.changelog());
        assertEquals(STATES, main.directoryIn(STATES));
    }

    @Test
    void namesAShadowApart() {
        var shadow = new StateId(Topics.STANDARD, "gap10", RULES);

        assertEquals("footfall-aggregator.gap10", shadow.applicationId());
        assertEquals("footfall-aggregator.gap10-counts-changelog", shadow.changelog());
        assertEquals(STATES.resolve("gap10"), shadow.directoryIn(STATES));
    }

    @Test
    void takesNoOtherStatesChangelogForItsOwn() {
        List<StateId> states = List.of(
                StateId.main(RULES),
                new StateId(Topics.STANDARD, "gap1", RULES),
                new StateId(Topics.STANDARD, "gap10", RULES),
                new StateId(new Topics("test"), "main", RULES),
                new StateId(new Topics("test"), "gap1", RULES));

        for (StateId state : states) {
            for (StateId other : states) {
                boolean isItself = state.equals(other);
                assertEquals(isItself, state.isChangelog(other.changelog()), () -> state + " of " + other);
            }
        }
    }

    @Test
    void knowsTheGroupsOfAllStatesOfALogAndNoOther() {
        var other = new Topics("test");

        for (Topics log : List.of(Topics.STANDARD, other)) {
            for (String name : List.of("main", "gap10")) {
                String group = new StateId(log, name, RULES).applicationId();
                assertEquals(log.equals(other), StateId.isApplicationOf(other, group), group);
                assertEquals(!log.equals(other), StateId.isApplicationOf(Topics.STANDARD, group), group);
            }
        }
        assertFalse(StateId.isApplicationOf(Topics.STANDARD, "footfall-aggregator-of-another"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Gap", "a-b", "a.b", "../a", "abcdefghijklmnopqrstuvwxyz0123456"})
    void refusesNamesThatAreNoneEverywhere(String name) {
        assertThrows(IllegalArgumentException.class, () -> new StateId(Topics.STANDARD, name, RULES));
    }

    @Test
    void writesRejectsOfTheMainStateAndOfNoShadow() {
        assertTrue(sinks(StateId.main(RULES), false).contains("footfall.rejected.v1"));
        assertFalse(sinks(new StateId(Topics.STANDARD, "gap10", RULES), false).contains("footfall.rejected.v1"));
    }

    @Test
    void writesRejectsOfTheStateOfANodesOwnRules() {
        assertTrue(sinks(new StateId(Topics.STANDARD, "gap10", RULES), true).contains("footfall.rejected.v1"));
    }

    private static String sinks(StateId state, boolean writesRejected) {
        Shared given = Driver.shared(new LivePartitions(), new LiveRegistrations());
        var shared = new Shared(
                given.budget(),
                given.live(),
                given.registrations(),
                given.pace(),
                given.seals(),
                false,
                false,
                writesRejected,
                given.changelogs(),
                given.progress());
        return new AggregatorTopology(state, shared).build().describe().toString();
    }
}
