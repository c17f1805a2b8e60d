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
    private static final String FORMAT = "6";
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
        assertEquals("main", states.own(by(ROBOTS)));
    }

    @ParameterizedTest(name = "promoted={0}")
    @CsvSource({"true", "false"})
    void isTheCountedStateThatHasTheRules(boolean isPromoted) {
        ActiveStates states = isPromoted ? after(NOTED, COUNTED, promote("main", "robots")) : after(NOTED, COUNTED);

        assertEquals(Set.of("main", "robots"), states.counted());
        assertEquals("robots", states.own(by(ROBOTS)));
        assertEquals("main", states.own(by(DEFAULT)));
        assertEquals("main", states.own(by(COUNTER)), "whose check names the difference");
    }

    @Test
    void isTheMainStateIfAnotherHasTheSameRules() {
        ActiveStates states = after(NOTED, count("same", DEFAULT), promote("main", "same"));

        assertEquals("main", states.own(by(DEFAULT)));
    }

    @Test
    void isTheOneThatAnswersIfSeveralHaveTheRules() {
        ActiveStates states = after(NOTED, count("a", ROBOTS), COUNTED, promote("main", "robots"));

        assertEquals("robots", states.own(by(ROBOTS)));
    }

    /** Nodes of earlier releases noted no rules of it: a node with others could not answer from it. */
    @Test
    void isTheMainStateWhereThatAnswersByUnknownRules() {
        assertEquals("main", after(COUNTED).own(by(ROBOTS)));
        assertEquals("robots", after(COUNTED, promote("main", "robots")).own(by(ROBOTS)));
    }

    /** A record without a value is gone from the topic after a day. */
    @ParameterizedTest(name = "compacted={0}")
    @CsvSource({"true", "false"})
    void forgetsTheMainStateOnceItIsDropped(boolean isCompacted) {
        Decision promotion = promote("main", "robots");
        ActiveStates states =
                isCompacted ? after(COUNTED, promotion) : after(NOTED, COUNTED, promotion, new Decision.Drop("main"));

        assertEquals(Set.of("robots"), states.counted());
        assertEquals("robots", states.own(by(ROBOTS)));
        assertEquals("main", states.own(by(DEFAULT)), "which is counted anew");
    }

    /** A release counts no state of another format, whatever its rules. */
    @Test
    void isTheOneOfItsFormatIfSeveralHaveTheRules() {
        Decision later = new Decision.Count("later", StateRules.of(DEFAULT, "7"));
        ActiveStates states = after(NOTED, later, promote("main", "later"));

        assertEquals("later", states.own(new CountedBy(DEFAULT.digest(), "7")));
        assertEquals("main", states.own(by(DEFAULT)));
        assertEquals("main", states.own(new CountedBy(DEFAULT.digest(), "8")), "whose check names the format");
    }

    @Test
    void countsAgainTheStateOfTheRulesWhateverItsFormatIfNoneHasItsOwn() {
        ActiveStates states = after(COUNTED, promote("main", "robots"));

        assertEquals("robots", states.rebuilt(new CountedBy(ROBOTS.digest(), "7")));
        assertEquals("main", states.rebuilt(new CountedBy(DEFAULT.digest(), "7")));
        assertEquals(
                "later",
                after(NOTED, COUNTED, new Decision.Count("later", StateRules.of(ROBOTS, "7")))
                        .rebuilt(new CountedBy(ROBOTS.digest(), "7")));
    }

    @Test
    void takesStatesOfEarlierReleasesForThoseOfTheFormatThatAllOfThemHad() {
        var earlier = new StateRules(DEFAULT.text(), DEFAULT.lists(), Map.of(), Optional.empty());

        assertEquals(
                Optional.of("6"), after(new Decision.Count("same", earlier)).formatOf("same"));
    }

    @Test
    void notesRulesThatSettingsChange() {
        RuleFile changed = DEFAULT.with("session.gap", "PT10M").with("projections", "hours,files:200");

        assertEquals(changed.digest(), StateRules.of(changed, FORMAT).read().digest());
    }

    @Test
    void knowsNoDigestOfRulesThatALaterReleaseWrote() {
        var later = new StateRules("name: later\nunknown: 1\n", Map.of(), Map.of(), Optional.of(FORMAT));

        assertTrue(later.by().isEmpty());
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
        return new Decision.Count(name, StateRules.of(rules, FORMAT));
    }

    private static CountedBy by(RuleFile rules) {
        return new CountedBy(rules.digest(), FORMAT);
    }

    static Decision promote(String from, String to) {
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
