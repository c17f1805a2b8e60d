package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.proofs.ProofProperties;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AskedChaosTest {
    @Test
    void runsHalfAnHourWhenNothingElseIsGiven() {
        ChaosOptions options = asked(Map.of("seed", "7")).options();

        assertEquals(Duration.ofMinutes(30), options.length());
        assertEquals(7, options.seed());
        assertEquals(
                new ChaosOptions.Pace(550, 60, new ChaosOptions.Disturbed.AtRandom(3.5, 0, false)), options.pace());
        assertEquals(3, options.size().nodes());
        assertEquals(2, options.size().ingests());
    }

    @Test
    void readsEveryOption() {
        ChaosOptions options = asked(Map.of(
                        "minutes",
                        "0.5",
                        "rate",
                        "50",
                        "questions",
                        "5",
                        "faults",
                        "12",
                        "cuts",
                        "2",
                        "power",
                        "true",
                        "nodes",
                        "4",
                        "ingests",
                        "1",
                        "set.topics.partitions",
                        "8"))
                .options();

        assertEquals(Duration.ofSeconds(30), options.length());
        assertEquals(new ChaosOptions.Pace(50, 5, new ChaosOptions.Disturbed.AtRandom(12, 2, true)), options.pace());
        assertEquals(4, options.size().nodes());
        assertEquals(1, options.size().ingests());
        assertEquals(8, options.partitions());
    }

    @Test
    void givesEachKillOfOneProcessItsTime() {
        SingleOptions single = asked(Map.of("single", "", "kills", "4")).single();

        assertEquals(4, single.kills().orElseThrow());
        assertEquals(SingleOptions.lengthOf(4, false), single.common().length());
    }

    @Test
    void refusesOptionsOfOneProcessForAClusterAndTheOtherWayRound() {
        assertRefused(Map.of("kills", "3"), "chaos.kills and chaos.jar need chaos.single");
        assertRefused(Map.of("single", "true", "rolling", "true"), "chaos.rolling is for a cluster");
        assertRefused(Map.of("single", "true", "kills", "0"), "chaos.kills is 0.0: allowed is 1.0 to 10000.0");
        assertRefused(Map.of("single", "true", "power", "true"), "chaos.power needs chaos.kills");
    }

    @Test
    void refusesABadValueOrName() {
        assertRefused(Map.of("minutes", "0"), "chaos.minutes is 0.0");
        assertRefused(Map.of("minute", "1"), "chaos.minute is no option");
        assertRefused(Map.of("faults", "many"), "chaos.faults is many: no number");
        assertRefused(Map.of("seed", "one"), "chaos.seed: 'one' is not a number");
    }

    private static void assertRefused(Map<String, String> values, String why) {
        var refused =
                assertThrows(IllegalArgumentException.class, () -> asked(values).single());
        assertTrue(String.valueOf(refused.getMessage()).startsWith(why), refused::toString);
    }

    private static AskedChaos asked(Map<String, String> values) {
        return new AskedChaos(new ProofProperties("chaos", values));
    }
}
