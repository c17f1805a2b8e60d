package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.rules.file.RuleFile;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The state that a node takes for its own, by its rules and the decisions before it. */
class DecidedStatesTest {
    private static final RuleFile DEFAULT = RuleFile.of("default");
    private static final RuleFile ROBOTS = RuleFile.of("robots-apart");
    private static final RuleFile COUNTER = RuleFile.of("counter");

    private static final Decision NOTED = count("main", DEFAULT);
    private static final Decision COUNTED = count("robots", ROBOTS);

    @Test
    void isTheMainStateWhereNothingWasDecided() {
        ActiveStates states = after();

        assertEquals(Set.of("main"), states.counted());
        assertEquals("main", states.answering());
        assertEquals("main", states.own(ROBOTS.digest()));
    }

    @ParameterizedTest(name = "promoted={0}")
    @CsvSource({"true", "false"})
    void isTheCountedStateThatHasTheRules(boolean isPromoted) {
        ActiveStates states = isPromoted ? after(NOTED, COUNTED, promote("main", "robots")) : after(NOTED, COUNTED);

        assertEquals(Set.of("main", "robots"), states.counted());
        assertEquals("robots", states.own(ROBOTS.digest()));
        assertEquals("main", states.own(DEFAULT.digest()));
        assertEquals("main", states.own(COUNTER.digest()), "whose check names the difference");
    }

    @Test
    void isTheMainStateIfAnotherHasTheSameRules() {
        ActiveStates states = after(NOTED, count("same", DEFAULT), promote("main", "same"));

        assertEquals("main", states.own(DEFAULT.digest()));
    }

    @Test
    void isTheOneThatAnswersIfSeveralHaveTheRules() {
        ActiveStates states = after(NOTED, count("a", ROBOTS), COUNTED, promote("main", "robots"));

        assertEquals("robots", states.own(ROBOTS.digest()));
    }

    /** Nodes of earlier releases noted no rules of it: a node with others could not answer from it. */
    @Test
    void isTheMainStateWhereThatAnswersByUnknownRules() {
        assertEquals("main", after(COUNTED).own(ROBOTS.digest()));
        assertEquals("robots", after(COUNTED, promote("main", "robots")).own(ROBOTS.digest()));
    }

    /** A record without a value is gone from the topic after a day. */
    @ParameterizedTest(name = "compacted={0}")
    @CsvSource({"true", "false"})
    void forgetsTheMainStateOnceItIsDropped(boolean isCompacted) {
        Decision promotion = promote("main", "robots");
        ActiveStates states =
                isCompacted ? after(COUNTED, promotion) : after(NOTED, COUNTED, promotion, new Decision.Drop("main"));

        assertEquals(Set.of("robots"), states.counted());
        assertEquals("robots", states.own(ROBOTS.digest()));
        assertEquals("main", states.own(DEFAULT.digest()), "which is counted anew");
    }

    @Test
    void notesRulesThatSettingsChange() {
        RuleFile changed = DEFAULT.with("session.gap", "PT10M").with("projections", "hours,files:200");

        assertEquals(changed.digest(), StateRules.of(changed).read().digest());
    }

    @Test
    void knowsNoDigestOfRulesThatALaterReleaseWrote() {
        var later = new StateRules("name: later\nunknown: 1\n", Map.of(), Map.of());

        assertTrue(later.digest().isEmpty());
        assertEquals(
                Set.of("later", "main"),
                after(new Decision.Count("later", later)).counted());
    }

    private static ActiveStates after(Decision... decisions) {
        DecidedStates states = DecidedStates.NONE;
        for (Decision decision : decisions) states = states.after(decision);
        return states.active();
    }

    private static Decision count(String name, RuleFile rules) {
        return new Decision.Count(name, StateRules.of(rules));
    }

    private static Decision promote(String from, String to) {
        return new Decision.Promote(new Correction(
                1,
                Instant.EPOCH,
                new Correction.Side(from, "any@1"),
                new Correction.Side(to, "any@2"),
                "why not",
                StateChange.NONE,
                Optional.empty()));
    }
}
