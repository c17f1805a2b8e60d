package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.rules.file.RuleFile;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The decisions of a node at its start, by its rules and its format. */
class FormatSuccessionTest {
    private static final RuleFile RULES = RuleFile.of("default");
    private static final RuleFile OTHERS = RuleFile.of("robots-apart");
    private static final String OLD = "6";
    private static final String NEW = "7";
    private static final Decision OLD_MAIN = count("main", RULES, OLD);
    private static final Decision NEW_STATE = count("format7", RULES, NEW);

    @Test
    void countOneBesideThatOfAnotherFormat() {
        assertEquals(List.of(NEW_STATE), decisions(NEW, FormatSuccessionTest::unasked, OLD_MAIN));
    }

    @Test
    void noteTheMainStateToo() {
        assertEquals(List.of(OLD_MAIN, NEW_STATE), decisions(NEW, () -> stored(RULES, OLD)));
    }

    @Test
    void areNoneWhereTheirFormatAnswersOrIsCounted() {
        assertEquals(List.of(), decisions(OLD, FormatSuccessionTest::unasked));
        assertEquals(List.of(), decisions(OLD, FormatSuccessionTest::unasked, OLD_MAIN));
        assertEquals(List.of(), decisions(NEW, FormatSuccessionTest::unasked, OLD_MAIN, NEW_STATE));
        assertEquals(List.of(), decisions(NEW, () -> stored(RULES, NEW)));
        assertEquals(List.of(), decisions(NEW, () -> stored(OTHERS, NEW)), "whose check names the difference");
    }

    @Test
    void noteTheFormatOfTheFirstState() {
        assertEquals(List.of(count("main", RULES, NEW)), decisions(NEW, Optional::empty));
        assertEquals(
                List.of(),
                decisions(OLD, FormatSuccessionTest::unasked),
                "which is that of all releases that noted none");
    }

    /** A downgrade, after the state of the former release was dropped. */
    @Test
    void countTheFormerFormatAgain() {
        Decision[] dropped = {
            OLD_MAIN, NEW_STATE, DecidedStatesTest.promote("main", "format7"), new Decision.Drop("main")
        };

        assertEquals(List.of(count("format6", RULES, OLD)), decisions(OLD, FormatSuccessionTest::unasked, dropped));
    }

    @Test
    void refuseOtherRulesBesideAnotherFormat() {
        var refused = assertThrows(
                StateConflict.class, () -> decisions(NEW, FormatSuccessionTest::unasked, count("main", OTHERS, OLD)));

        assertEquals(
                "Questions are answered from the state main of format 6, and this release counts format 7, but the rules of"
                        + " this node are not those of that state. Start it with those: rules and format change one after"
                        + " another",
                refused.getMessage());
    }

    @Test
    void refuseANameThatIsTaken() {
        var refused = assertThrows(
                StateConflict.class,
                () -> decisions(NEW, FormatSuccessionTest::unasked, OLD_MAIN, count("format7", OTHERS, NEW)));

        assertEquals(
                "Questions are answered from the state main of format 6, and this release counts format 7, but a state"
                        + " format7 is counted by other rules. Drop it first, by `footfall whatif format7 --drop`",
                refused.getMessage());
    }

    @Test
    void refuseRulesThatNoRecordHolds() {
        RuleFile largest = RuleFile.of("rules", RULES.text() + "\n#" + "#".repeat(300_000), RULES.lists());
        var long7 = new FormatSuccession(largest, new CountedBy(largest.digest(), NEW));

        assertThrows(
                StateConflict.class,
                () -> long7.after(DecidedStates.NONE, () -> Optional.of(new CountedBy(largest.digest(), OLD))));
        assertEquals(List.of(), long7.after(DecidedStates.NONE, Optional::empty), "it is counted, but not noted");
    }

    private static List<Decision> decisions(String format, Supplier<Optional<CountedBy>> stored, Decision... before) {
        DecidedStates decided = DecidedStates.NONE;
        for (Decision decision : before) decided = decided.after(decision);
        return new FormatSuccession(RULES, new CountedBy(RULES.digest(), format)).after(decided, stored);
    }

    private static Optional<CountedBy> unasked() {
        return fail("the changelog was read");
    }

    private static Optional<CountedBy> stored(RuleFile rules, String format) {
        return Optional.of(new CountedBy(rules.digest(), format));
    }

    private static Decision count(String name, RuleFile rules, String format) {
        return new Decision.Count(name, StateRules.of(rules, format));
    }
}
