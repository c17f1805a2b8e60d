package dev.footfall.aggregator.partition;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.projection.Projections;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.CountingRules.Redirects;
import dev.footfall.rules.PathRule;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private static final StoreKey RULES = StoreKey.ofRepository("rules".getBytes(StandardCharsets.US_ASCII));
    private static final String FROM_NONE_TO_HOURS =
            "The state was counted with other rules: projections was none and is now hours. Start with the old value,"
                    + " or run `footfall rebuild` to count the log again with the new one.";

    private final MapStores stores = new MapStores();

    @Test
    void goesOnFromAnEmptyStateAndFromOneOfTheSameRules() {
        var rules = new RuleSet(CountingRules.DEFAULT, 8, Projections.ALL);

        assertDoesNotThrow(() -> rules.check(stores));
        rules.write(stores);
        assertDoesNotThrow(() -> rules.check(stores));
    }

    @Test
    void refusesAStateOfOtherRulesAndNamesBothValues() {
        new RuleSet(CountingRules.DEFAULT, 8, Projections.ALL).write(stores);
        var shorter = new CountingRules(Duration.ofMinutes(30), Duration.ofSeconds(10), Redirects.COUNT);

        var refused = assertThrows(StateConflict.class, () -> new RuleSet(shorter, 8, Projections.ALL).check(stores));

        assertEquals(
                "The state was counted with other rules: counting.redirects was exclude and is now count,"
                        + " session.retention was P14D and is now PT10S. Start with the old value,"
                        + " or run `footfall rebuild` to count the log again with the new one.",
                refused.getMessage());
    }

    @Test
    void refusesAStateOfOtherRulesForFilesAndParts() {
        new RuleSet(CountingRules.DEFAULT, 8, Projections.ALL).write(stores);
        CountingRules other = CountingRules.DEFAULT
                .withPartial(Optional.empty())
                .withPaths(new PathRule(List.of("*.asc", "a,\"b\"")));

        var refused = assertThrows(StateConflict.class, () -> new RuleSet(other, 8, Projections.ALL).check(stores));

        assertEquals(
                "The state was counted with other rules: counting.partial was 1048576,0.5 and is now off,"
                        + " counting.paths was none and is now \"*.asc\",\"a,\\\"b\\\"\". Start with the old value,"
                        + " or run `footfall rebuild` to count the log again with the new one.",
                refused.getMessage());
        assertDoesNotThrow(() -> {
            new RuleSet(other, 8, Projections.ALL).write(stores);
            new RuleSet(other, 8, Projections.ALL).check(stores);
        });
    }

    @Test
    void refusesAStateOfOtherProjectionsAndSaysWhatToDo() {
        new RuleSet(CountingRules.DEFAULT, 8, Projections.NONE).write(stores);
        var hours = new RuleSet(CountingRules.DEFAULT, 8, Projections.named("hours"));

        var refused = assertThrows(StateConflict.class, () -> hours.check(stores));

        assertEquals(FROM_NONE_TO_HOURS, refused.getMessage());
    }

    @Test
    void takesAStateFromBeforeProjectionsForOneWithoutAny() {
        var none = new RuleSet(CountingRules.DEFAULT, 8, Projections.NONE);
        var hours = new RuleSet(CountingRules.DEFAULT, 8, Projections.named("hours"));
        none.write(stores);
        String text = new String(stores.get(PartitionStores.PARTITION, RULES).orElseThrow(), StandardCharsets.UTF_8);
        String before =
                text.lines().filter(line -> !line.startsWith("projections=")).collect(Collectors.joining("\n"));
        stores.put(PartitionStores.PARTITION, RULES, before.getBytes(StandardCharsets.UTF_8));

        var refused = assertThrows(StateConflict.class, () -> hours.check(stores));

        assertEquals(FROM_NONE_TO_HOURS, refused.getMessage());
        assertDoesNotThrow(() -> none.check(stores));
    }

    @Test
    void refusesAStateOfAnotherReleaseAndSaysWhatToDo() {
        var rules = new RuleSet(CountingRules.DEFAULT, 8, Projections.ALL);
        String text = rules.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        stores.put(PartitionStores.PARTITION, RULES, text.getBytes(StandardCharsets.UTF_8));

        var refused = assertThrows(StateConflict.class, () -> rules.check(stores));

        assertEquals(
                "The state was written by another release of Footfall: its format is 1, and this one's is 4."
                        + " Start with that release, or run `footfall rebuild` to count the log again.",
                refused.getMessage());
    }
}
