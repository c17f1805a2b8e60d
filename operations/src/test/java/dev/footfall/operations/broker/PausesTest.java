package dev.footfall.operations.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final long LOOKED = 1_000_000;
    private static final long NEXT_LOOK = LOOKED + 1_000;

    @Test
    void saysNothingOfALookThatComesInTimeOrALittleLater() {
        assertEquals(Optional.empty(), Pauses.between(LOOKED, NEXT_LOOK));
        assertEquals(Optional.empty(), Pauses.between(LOOKED, NEXT_LOOK + 4_999));
    }

    @Test
    void saysHowLongAPauseWas() {
        assertEquals(Optional.of("Kafka paused for 7 s, continuing"), Pauses.between(LOOKED, LOOKED + 7_900));
    }

    @Test
    void saysNothingOfAClockThatIsPutBack() {
        assertEquals(Optional.empty(), Pauses.between(LOOKED, LOOKED - 3_600_000));
    }
}
