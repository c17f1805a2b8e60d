package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.Rfc3339.Timestamps;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever was read before, a timestamp means what {@link Rfc3339} says. */
class TimestampsTest {
    private static final String CHARACTERS = "0123456789-:.TtZz+ /";
    private static final long YEAR_10000 = 253_402_300_800_000L;

    private final Timestamps timestamps = new Timestamps();

    @Test
    void agreesWithTheGrammar() {
        var random = new Random(7);
        long millis = 0;
        for (int i = 0; i < 500_000; i++) {
            boolean isFar = random.nextInt(5) == 0;
            millis = isFar ? random.nextLong(YEAR_10000) : Math.min(YEAR_10000 - 1, millis + random.nextInt(60_000));
            byte[] text = Instant.ofEpochMilli(millis).toString().getBytes(StandardCharsets.US_ASCII);
            for (int odd = random.nextInt(3); odd > 0; odd--) {
                text[random.nextInt(text.length)] = (byte) CHARACTERS.charAt(random.nextInt(CHARACTERS.length()));
            }
            assertRead(new String(text, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void agreesOnWhatIsNearlyATimestamp() {
        for (String text : new String[] {
            "2026-11-20T23:59:59.999Z",
            "2026-11-20T23:59:60.999Z",
            "2026-11-20T24:00:00.000Z",
            "2026-11-20T23:60:00.000Z",
            "2026-11-31T00:00:00.000Z",
            "2026-11-31T00:00:00.000Z",
            "2026-11-20T00:00:00.000z",
            "2026-11-20t00:00:00.000Z",
            "2026-11-20T00:00:00.0000",
            "2026-11-20T00:00:00,000Z",
            "2026-11-20T00:00:00+0100",
            "2026-11-20T00:00:00Z",
            ""
        }) {
            assertRead("2026-11-20T12:00:00.001Z");
            assertRead(text);
        }
    }

    private void assertRead(String text) {
        byte[] around = ("\"" + text + "\"").getBytes(StandardCharsets.US_ASCII);
        assertEquals(Rfc3339.parse(text), timestamps.parse(around, 1, text.length()), text);
    }
}
