package dev.footfall.ingest.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.ingest.logformat.LogTime.DayTimes;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DayTimesTest {
    private static final String[] TIMES = {
        "20/Nov/2026:04:59:54 +0000",
        "20/Nov/2026:23:59:60 +0000",
        "20/Nov/2026:00:00:00 -0130",
        "31/Dec/2016:23:59:60 +0000"
    };
    private static final String CHARACTERS = "0123456789:/ +-Nov";

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsAnyTextAsLogTimeDoes(int seed) {
        var random = new Random(seed);
        var times = new DayTimes();
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder("[" + TIMES[random.nextInt(TIMES.length)]);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int place = random.nextInt(text.length());
                text.setCharAt(place, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
            }
            if (random.nextInt(20) == 0) text.setLength(random.nextInt(text.length()));
            byte[] line = text.toString().getBytes(StandardCharsets.US_ASCII);

            assertEquals(LogTime.parse(line, 1), times.parse(line, 1), "seed " + seed + ": " + text);
        }
    }
}
