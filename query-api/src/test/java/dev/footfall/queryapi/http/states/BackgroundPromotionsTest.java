package dev.footfall.queryapi.http.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.StateChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BackgroundPromotionsTest {
    private static final Correction MADE = new Correction(
            1,
            Instant.EPOCH,
            new Correction.Side("main", "a"),
            new Correction.Side("mine", "b"),
            "why",
            StateChange.NONE,
            Optional.empty());

    private final List<String> warnings = Collections.synchronizedList(new ArrayList<>());
    private final BackgroundPromotions promotions = new BackgroundPromotions(warnings::add);

    @Test
    void warnsOnceOfACauseHoweverOftenItIsTriedAndWhateverNumberIsInIt() {
        for (int left = 30; left > 0; left--) fail("The state is still counted: " + left + " records remain");

        assertEquals(1, warnings.size(), warnings::toString);
    }

    @Test
    void warnsAgainWhenTheCauseIsAnotherOneOrOver() {
        fail("no partition 0");
        fail("no coordinator");
        fail("no coordinator");
        assertEquals(Optional.of(MADE), promotions.make(() -> MADE));
        promotions.make(() -> MADE);
        fail("no coordinator");

        String failed = "A promotion failed: no ";
        assertEquals(
                List.of(failed + "partition 0", failed + "coordinator", "Promotions continue", failed + "coordinator"),
                warnings);
    }

    @Test
    void isOverWhenItFailedWithAnError() {
        assertThrows(
                IllegalStateException.class,
                () -> promotions.make(() -> {
                    throw new StackOverflowError("made up");
                }));

        assertEquals(Optional.of(MADE), promotions.make(() -> MADE));
    }

    private void fail(String cause) {
        assertThrows(
                DecisionRefused.class,
                () -> promotions.make(() -> {
                    throw new DecisionRefused(cause);
                }));
    }
}
