package dev.footfall.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {
    @ParameterizedTest
    @CsvSource({
        "PT0S, PT0S",
        "PT1800S, PT30M",
        "PT1.5S, PT1.5S",
        "PT24H, P1D",
        "PT336H, P14D",
        "PT25H, P1DT1H",
        "PT9600H, P400D",
        "P1DT0.25S, P1DT0.25S"
    })
    void writesWholeDaysAsDaysAndTheRestAsTime(Duration duration, String text) {
        assertEquals(text, DurationText.of(duration));
        assertEquals(duration, Duration.parse(text));
    }
}
