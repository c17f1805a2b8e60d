package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The times at which a run loses its power. */
class PowerLossTest {
    private static final double PER_MINUTE = 3.5;

    @Test
    void comesAtTheSameMomentsForTheSameSeed() {
        Duration length = Duration.ofMinutes(30);

        assertEquals(PowerLoss.moments(length, PER_MINUTE, 1), PowerLoss.moments(length, PER_MINUTE, 1));
        assertNotEquals(PowerLoss.moments(length, PER_MINUTE, 1), PowerLoss.moments(length, PER_MINUTE, 2));
    }

    @Test
    void doesNotComeInAShortRunNorInOneWithoutFaults() {
        assertEquals(List.of(), PowerLoss.moments(Duration.ofSeconds(119), PER_MINUTE, 1));
        assertEquals(List.of(), PowerLoss.moments(Duration.ofMinutes(30), 0, 1));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void comesOnceInTwoMinutesHoweverFewFaultsThereAre(long seed) {
        for (double perMinute : new double[] {0.1, PER_MINUTE, 60}) {
            List<Duration> moments = PowerLoss.moments(Duration.ofMinutes(2), perMinute, seed);

            assertEquals(1, moments.size());
            assertTrue(moments.get(0).compareTo(Duration.ofSeconds(72)) < 0, moments::toString);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isOneOfTenFaultsInALongRun(long seed) {
        Duration length = Duration.ofHours(10);

        List<Duration> moments = PowerLoss.moments(length, PER_MINUTE, seed);

        double faults = length.toMinutes() * PER_MINUTE;
        assertEquals(faults / 10, moments.size(), faults / 100);
        assertEquals(moments.stream().sorted().toList(), moments);
        assertTrue(moments.get(moments.size() - 1).compareTo(length) < 0, moments::toString);
        assertTrue(
                !PowerLoss.moments(Duration.ofMinutes(5), 0.1, seed).isEmpty(), "none in five minutes with few faults");
    }
}
