package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.PathRule;
import dev.footfall.rules.SlotRule;
import dev.footfall.rules.Withdrawal;
import dev.footfall.rules.WithdrawalRule;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.rules.clients.ClientPattern;
import dev.footfall.rules.clients.ClientRule;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.clients.PatternForm;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {
    private static final StoreKey RULES = StoreKey.ofRepository("rules".getBytes(StandardCharsets.US_ASCII));
    private static final CountingRules BY_THE_HOUR =
            CountingRules.DEFAULT.withSlots(new SlotRule(Duration.ofHours(1), Duration.ofSeconds(30)));

    private final MapStores stores = new MapStores();

    @Test
    void goesOnFromAnEmptyStateAndFromOneOfTheSameRules() {
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL);

        assertDoesNotThrow(() -> rules.check(stores));
        rules.write(stores);
        assertDoesNotThrow(() -> rules.check(stores));
    }

    @Test
    void refusesAStateOfOtherRulesAndNamesBothValues() {
        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL).write(stores);
        var shorter = new CountingRules(Duration.ofMinutes(30), Duration.ofSeconds(10), Redirects.COUNT);

        var refused = assertThrows(
                StateConflict.class, () -> new RuleSet("unnamed", shorter, 8, Projections.ALL).check(stores));

        assertEquals(
                conflict(
                        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL),
                        new RuleSet("unnamed", shorter, 8, Projections.ALL),
                        "counting.redirects was exclude and is now count, session.retention was P14D and is now PT10S"),
                refused.getMessage());
    }

    @Test
    void refusesAStateOfOtherRulesForFilesAndParts() {
        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL).write(stores);
        CountingRules other = CountingRules.DEFAULT
                .withPartial(Optional.empty())
                .withPaths(new PathRule(List.of("*.asc", "a,\"b\"")));

        var refused = assertThrows(
                StateConflict.class, () -> new RuleSet("unnamed", other, 8, Projections.ALL).check(stores));

        assertEquals(
                conflict(
                        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL),
                        new RuleSet("unnamed", other, 8, Projections.ALL),
                        "counting.partial was 1048576,0.5 and is now off,"
                                + " counting.paths was none and is now \"*.asc\",\"a,\\\"b\\\"\""),
                refused.getMessage());
        assertDoesNotThrow(() -> {
            new RuleSet("unnamed", other, 8, Projections.ALL).write(stores);
            new RuleSet("unnamed", other, 8, Projections.ALL).check(stores);
        });
    }

    @Test
    void refusesAStateOfOtherProjectionsAndSaysWhatToDo() {
        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.NONE).write(stores);
        var hours = new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.named("hours"));

        var refused = assertThrows(StateConflict.class, () -> hours.check(stores));

        assertEquals(
                conflict(
                        new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.NONE),
                        hours,
                        "projections was none and is now hours"),
                refused.getMessage());
    }

    @Test
    void refusesAStateOfOtherRulesForClients() {
        var none = new RuleSet("default", CountingRules.DEFAULT, 8, Projections.ALL);
        var curl =
                new RuleSet("mine", CountingRules.DEFAULT.withClients(clients(Set.of(), "curl/")), 8, Projections.ALL);
        none.write(stores);

        var refused = assertThrows(StateConflict.class, () -> curl.check(stores));

        assertEquals(
                conflict(none, curl, "the rules for clients or the withdrawn events differ"), refused.getMessage());
        assertTrue(none.id().startsWith("default@") && curl.id().startsWith("mine@"), curl.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"files", "files:20", "hours,sources"})
    void refusesDoubleClicksBesideProjectionsThatTakeNoFileBack(String names) {
        Projections projections = Projections.named(names);

        var refused =
                assertThrows(IllegalArgumentException.class, () -> new RuleSet("counter", BY_THE_HOUR, 8, projections));

        assertEquals("double clicks beside projections " + projections, refused.getMessage());
    }

    @Test
    void refusesAStateOfSlotsWhereThereAreNone() {
        var slots = new RuleSet("counter", BY_THE_HOUR, 8, Projections.NONE);
        var none = new RuleSet("default", CountingRules.DEFAULT, 8, Projections.NONE);
        slots.write(stores);

        var refused = assertThrows(StateConflict.class, () -> none.check(stores));

        assertEquals(conflict(slots, none, "slots was PT1H,PT30S and is now none"), refused.getMessage());
    }

    @Test
    void refusesAStateOfOtherWithdrawnEvents() {
        var one = new RuleSet("one", withdrawn("files-1"), 8, Projections.ALL);
        var other = new RuleSet("other", withdrawn("files-2"), 8, Projections.ALL);
        one.write(stores);

        var refused = assertThrows(StateConflict.class, () -> other.check(stores));

        assertEquals(
                conflict(one, other, "the rules for clients or the withdrawn events differ"), refused.getMessage());
    }

    private static CountingRules withdrawn(String source) {
        var events = new Withdrawal(Optional.of(source), Optional.empty(), Optional.empty(), Optional.empty());
        return CountingRules.DEFAULT.withWithdrawn(new WithdrawalRule(List.of(events)));
    }

    @Test
    void refusesAStateThatCountedAClassWhichIsExcludedNow() {
        var all = ruleSet(clients(Set.of(), "curl/"));
        var some = ruleSet(clients(Set.of(ClientClass.ROBOT, ClientClass.CI), "curl/"));
        all.write(stores);

        var refused = assertThrows(StateConflict.class, () -> some.check(stores));

        assertEquals(conflict(all, some, "classes was counted and is now without ci,robot"), refused.getMessage());
    }

    @Test
    void refusesAStateOfAnotherNumberOfPartitions() {
        var eight = new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL);
        var nine = new RuleSet("unnamed", CountingRules.DEFAULT, 9, Projections.ALL);
        eight.write(stores);

        var refused = assertThrows(StateConflict.class, () -> nine.check(stores));

        assertEquals(
                "The state was counted from another log, of 8 partitions, but this log has 9. Use that log, or run "
                        + "`footfall rebuild` to count this one.",
                refused.getMessage());
    }

    @Test
    void goesOnUnderAnotherNameAndWhereThePathsAreInAnotherOrder() {
        CountingRules one = CountingRules.DEFAULT.withPaths(new PathRule(List.of("*.asc", "*.sig")));
        CountingRules other = CountingRules.DEFAULT.withPaths(new PathRule(List.of("*.sig", "*.asc", "*.sig")));
        new RuleSet("one", one, 8, Projections.ALL).write(stores);

        assertDoesNotThrow(() -> new RuleSet("other", other, 8, Projections.ALL).check(stores));
    }

    @Test
    void refusesAStateOfAnotherReleaseAndSaysWhatToDo() {
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL);
        String text = rules.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        stores.put(PartitionStores.PARTITION, RULES, text.getBytes(StandardCharsets.UTF_8));

        var refused = assertThrows(StateConflict.class, () -> rules.check(stores));

        assertEquals(
                "The state was written by another release of Footfall: its format is 1, and this release reads 6. "
                        + "Use that release, or run `footfall rebuild` to recount the log.",
                refused.getMessage());
    }

    @Test
    void continuesAStateOfItsOwnFormatAlone() {
        RuleSet rules = ruleSet(ClientRules.NONE);
        rules.in("7").write(stores);

        assertDoesNotThrow(() -> rules.in("7").check(stores));
        assertThrows(StateConflict.class, () -> rules.check(stores));
        assertEquals(
                "7", RuleSet.format(stores.get(PartitionStores.PARTITION, RULES).orElseThrow()));
    }

    private static RuleSet ruleSet(ClientRules clients) {
        return new RuleSet("unnamed", CountingRules.DEFAULT.withClients(clients), 8, Projections.ALL);
    }

    private static ClientRules clients(Set<ClientClass> excluded, String prefix) {
        var pattern = new ClientPattern(PatternForm.AGENT_PREFIX, prefix, ClientClass.TOOL);
        return new ClientRules(excluded, List.of(new ClientRule(1, "", List.of(pattern))));
    }

    private static String conflict(RuleSet was, RuleSet is, String differences) {
        return "The state was counted by other rules: " + was.id() + ", but the current rules are " + is.id() + ": "
                + differences
                + ". Restore the old rules, or run `footfall rebuild` to recount the log by the new ones.";
    }
}
