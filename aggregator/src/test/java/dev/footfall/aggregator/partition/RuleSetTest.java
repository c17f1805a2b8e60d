package dev.footfall.aggregator.partition;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.session.CountingRules;
import dev.footfall.aggregator.session.CountingRules.Redirects;
import dev.footfall.aggregator.store.StoreKey;
import dev.footfall.aggregator.store.Stores;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class RuleSetTest {
    private final MapStores stores = new MapStores();

    @Test
    void goesOnFromAnEmptyStateAndFromOneOfTheSameRules() {
        var rules = new RuleSet(CountingRules.DEFAULT, 8);

        assertDoesNotThrow(() -> rules.check(stores));
        rules.write(stores);
        assertDoesNotThrow(() -> rules.check(stores));
    }

    @Test
    void refusesAStateOfOtherRulesAndNamesBothValues() {
        new RuleSet(CountingRules.DEFAULT, 8).write(stores);
        var shorter = new CountingRules(Duration.ofMinutes(30), Duration.ofSeconds(10), Redirects.COUNT);

        var refused = assertThrows(StateConflict.class, () -> new RuleSet(shorter, 8).check(stores));

        assertEquals(
                "The state was counted with other rules: counting.redirects was exclude and is now count,"
                        + " session.retention was P14D and is now PT10S. Start with the old value,"
                        + " or run `footfall rebuild` to count the log again with the new one.",
                refused.getMessage());
    }

    @Test
    void refusesAStateOfAnotherReleaseAndSaysWhatToDo() {
        var rules = new RuleSet(CountingRules.DEFAULT, 8);
        String text = rules.settings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue())
                .collect(Collectors.joining("\n"));
        stores.put(
                Stores.PARTITION,
                StoreKey.ofRepository("rules".getBytes(StandardCharsets.US_ASCII)),
                text.getBytes(StandardCharsets.UTF_8));

        var refused = assertThrows(StateConflict.class, () -> rules.check(stores));

        assertEquals(
                "The state was written by another release of Footfall: its format is 1, and this one's is 2."
                        + " Start with that release, or run `footfall rebuild` to count the log again.",
                refused.getMessage());
    }
}
