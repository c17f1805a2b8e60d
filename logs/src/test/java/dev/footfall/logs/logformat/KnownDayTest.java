package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.ZoneId;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class KnownDayTest {
    private static final String[] TIMES = {
        "20/Nov/2026:04:59:54 +0000",
        "20/Nov/2026:23:59:60 +0000",
        "20/Nov/2026:00:00:00.5 -0130",
        "31/Dec/2016:23:59:60 +0000",
        "[2026-11-20T04:59:54.123Z]",
        "2026/11/20 04:59:54,1",
        "2026-10-25 02:59:59",
        "20261120045954",
        "1795150794.5",
        "04:59:54",
    };
    private static final String CHARACTERS = "0123456789:/ +-.,NovTZ[]";

    static IntStream seeds() {
        return IntStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsAnyTextAsAParserThatKnowsNoDay(int seed) {
        var random = new Random(seed);
        ZoneId zone = ZoneId.of("Europe/Berlin");
        var times = new TimestampParser(zone);
        for (int i = 0; i < 5_000; i++) {
            var text = new StringBuilder(TIMES[random.nextInt(TIMES.length)]);
            for (int changes = random.nextInt(4); changes > 0; changes--) {
                int place = random.nextInt(text.length());
                text.setCharAt(place, CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
                if (random.nextInt(4) == 0) text.insert(place, text.charAt(place));
            }
            if (random.nextInt(20) == 0) text.setLength(random.nextInt(text.length()));

            for (int reads = random.nextInt(3); reads >= 0; reads--) {
                assertEquals(
                        new TimestampParser(zone).millis(text.toString()),
                        times.millis(text.toString()),
                        "seed " + seed + ": " + text);
            }
        }
    }
}
