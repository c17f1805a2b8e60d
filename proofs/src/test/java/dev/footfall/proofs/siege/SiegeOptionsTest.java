package dev.footfall.proofs.siege;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.proofs.ProofProperties;
import dev.footfall.proofs.siege.SiegeOptions.Extent;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SiegeOptionsTest {
    @Test
    void refusesTimesThatMakeNoSiege() {
        for (Duration length : new Duration[] {Duration.ZERO, Duration.ofDays(2)}) {
            var refused =
                    assertThrows(IllegalArgumentException.class, () -> options(new Extent.Time(length), Map.of()));

            assertEquals(
                    "siege.minutes is " + length.toSeconds() / 60.0 + ": allowed is 0.25 to 1440.0",
                    refused.getMessage());
        }
        assertDoesNotThrow(() -> options(new Extent.Time(Duration.ofMinutes(1)), Map.of()));
    }

    @Test
    void refusesNumbersOfRequestsThatMakeNoSiege() {
        assertThrows(IllegalArgumentException.class, () -> options(new Extent.Requests(0), Map.of()));
        assertDoesNotThrow(() -> options(new Extent.Requests(100_000), Map.of()));
    }

    @Test
    void refusesAKafkaThatIsSomebodyElses() {
        Map<String, String> others = Map.of("kafka.bootstrap-servers", "127.0.0.1:9092");

        var refused = assertThrows(
                IllegalArgumentException.class, () -> options(new Extent.Time(Duration.ofMinutes(1)), others));

        assertEquals("siege fills and attacks what it runs on: it starts its own Kafka", refused.getMessage());
    }

    @Test
    void readsTimeOrNumberOfRequestsFromProperties() {
        assertEquals(
                new Extent.Time(Duration.ofMinutes(10)),
                asked(Map.of("seed", "7")).extent());
        assertEquals(
                new Extent.Requests(1_000_000), asked(Map.of("requests", "1M")).extent());
        assertEquals(Filling.SMALL, asked(Map.of("requests", "1M")).filling());
        assertEquals(Filling.LARGE, asked(Map.of("minutes", "1")).filling());

        var refused =
                assertThrows(IllegalArgumentException.class, () -> asked(Map.of("minutes", "1", "requests", "5")));

        assertEquals("siege.minutes does not go with siege.requests", refused.getMessage());
    }

    private static SiegeOptions asked(Map<String, String> properties) {
        return AskedSiege.options(new ProofProperties("siege", properties));
    }

    private static SiegeOptions options(Extent extent, Map<String, String> settings) {
        return new SiegeOptions(extent, 1, Optional.empty(), Settings.read(null, Map.of(), settings), note -> {});
    }
}
