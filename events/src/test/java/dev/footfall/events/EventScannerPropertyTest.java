package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the scanner against the careful reader: it reads the same or leaves the record to that reader. */
@Tag("slow")
class EventScannerPropertyTest {
    private static final long NOW = RawEvent.NOW.toEpochMilli();
    private static final byte[] KEY = "model/myorg/mymodel".getBytes(StandardCharsets.UTF_8);
    private static final String[] VALUES = {
        "null",
        "true",
        "-1",
        "0",
        "1",
        "007",
        "206",
        "1.5",
        "1e3",
        "599",
        "600",
        "99",
        "9223372036854775807",
        "9223372036854775808",
        "123456789012345678",
        "\"\"",
        "\"x\"",
        "\"GET\"",
        "\"HEAD\"",
        "\"PUT\"",
        "\"git\"",
        "\"lfs\"",
        "\"model\"",
        "\"myorg/mymodel\"",
        "\"a/b\"",
        "\"2026-11-20T04:59:54Z\"",
        "\"2026-11-21T12:00:00Z\"",
        "\"2026-11-21T12:00:00.001Z\"",
        "\"1969-12-31T23:59:59Z\"",
        "\"2016-12-31T23:59:60Z\"",
        "\"a\\\"b\"",
        "\"\\u0041\"",
        "\"é\"",
        "\"\\ud800\"",
        "\"5f0c0000111122223333444455556666\"",
        "\"5F0C0000111122223333444455556666\"",
        "\"id:5f0c0000111122223333444455556666\"",
        "\"id:5F0C0000111122223333444455556666\"",
        "[]",
        "{}",
        "[1,{\"id\":2}]",
        "\"curl/8.5.0\"",
        "\"mirror-1\"",
        "\"github-actions\"",
        "\"192.0.2.7\"",
        "\"" + "x".repeat(128) + "\"",
        "\"" + "x".repeat(129) + "\"",
        "\"" + "x".repeat(1_025) + "\"",
        "\"" + "y".repeat(4_097) + "\""
    };
    private static final String[] NAMES = {
        "id",
        "time",
        "repo_type",
        "repo",
        "method",
        "status",
        "user_id",
        "user",
        "visitor",
        "path",
        "revision",
        "via",
        "bytes",
        "range_start",
        "size",
        "user_agent",
        "source",
        "network",
        "ip",
        "x",
        "",
        "i\\u0064",
        "statuS",
        "xth"
    };

    private final EventScanner scanner = new EventScanner();

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void agreesWithTheCarefulReader(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 500; i++) {
            byte[] value = text(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(6) == 0) value[random.nextInt(value.length)] = (byte) random.nextInt(256);

            Optional<Observation> scanned = scanner.scan(value, KEY, NOW);

            String shown = "seed=" + seed + " " + new String(value, StandardCharsets.UTF_8);
            if (scanned.isPresent()) assertSame(careful(value, shown), scanned.get(), shown);
        }
    }

    @Test
    void speaksOfEveryPlainEvent() {
        byte[] value = RawEvent.minimal()
                .with("path", "\"a b/c.bin\"")
                .with("via", "\"lfs\"")
                .with("bytes", "4976698672")
                .with("range_start", "0")
                .with("size", "4976698672")
                .with("network", "\"github-actions\"")
                .with("unknown", "true")
                .json()
                .getBytes(StandardCharsets.UTF_8);

        assertTrue(scanner.scan(value, KEY, NOW).isPresent());
    }

    @Test
    void speaksOfAUserByIdAndLeavesANameThatLooksLikeOneToTheCarefulReader() {
        RawEvent byId = RawEvent.minimal().with("user_id", "\"5f0c0000111122223333444455556666\"");
        RawEvent posing = RawEvent.minimal().having("user", "\"id:5f0c0000111122223333444455556666\"");

        byte[] value = byId.json().getBytes(StandardCharsets.UTF_8);
        assertSame(careful(value, ""), scanner.scan(value, KEY, NOW).orElseThrow(), "");
        assertTrue(scanner.scan(posing.json().getBytes(StandardCharsets.UTF_8), KEY, NOW)
                .isEmpty());
    }

    @Test
    void isSilentAboutARecordUnderAnotherKey() {
        byte[] value = RawEvent.minimal().json().getBytes(StandardCharsets.UTF_8);

        assertTrue(scanner.scan(value, "model/myorg/mymodeL".getBytes(StandardCharsets.UTF_8), NOW)
                .isEmpty());
        assertTrue(scanner.scan(value, new byte[0], NOW).isEmpty());
    }

    @Test
    void isSilentAboutATypeThatHasAPartOfTheName() {
        RawEvent event =
                RawEvent.minimal().having("repo_type", "\"model/myorg\"").having("repo", "\"mymodel\"");

        byte[] value = event.json().getBytes(StandardCharsets.UTF_8);

        assertEquals("repo_type", event.fault());
        assertTrue(scanner.scan(value, KEY, NOW).isEmpty());
    }

    @Test
    void makesOneObservationOfManyForms() {
        var other = new ArrayList<>(RawEvent.minimal().with("bytes", "7").fields());
        Collections.reverse(other);
        byte[] value = new RawEvent(other).json().replace(",", " ,\n ").getBytes(StandardCharsets.UTF_8);

        assertSame(careful(value, ""), scanner.scan(value, KEY, NOW).orElseThrow(), "");
    }

    private static Observation careful(byte[] value, String shown) {
        return Observation.of(EventCodec.decode(value, NOW).fold(event -> event, bad -> {
            throw new AssertionError("scanned, but " + bad + ": " + shown);
        }));
    }

    private static void assertSame(Observation expected, Observation actual, String shown) {
        assertArrayEquals(expected.repository(), actual.repository(), shown);
        assertArrayEquals(expected.visitor(), actual.visitor(), shown);
        assertEquals(expected.timeMillis(), actual.timeMillis(), shown);
        assertEquals(expected.fingerprint(), actual.fingerprint(), shown);
        assertEquals(expected.request(), actual.request(), shown);
        assertEquals(expected.client(), actual.client(), shown);
        assertArrayEquals(expected.userAgent(), actual.userAgent(), shown);
        assertArrayEquals(expected.path(), actual.path(), shown);
        assertArrayEquals(expected.network(), actual.network(), shown);
        assertArrayEquals(expected.source(), actual.source(), shown);
        assertTrue(actual.isFrom(expected.source()), shown);
        assertEquals(
                Arrays.compareUnsigned(expected.source(), "eu-1".getBytes(StandardCharsets.UTF_8)),
                actual.compareSource("eu-1".getBytes(StandardCharsets.UTF_8)),
                shown);
    }

    /** A plain event, with some of its fields made odd, doubled, dropped or moved. */
    private static String text(Random random) {
        List<String> fields = new ArrayList<>(RawEvent.minimal().fields());
        if (random.nextBoolean()) fields.add("\"visitor\":\"5f0c0000111122223333444455556666\"");
        for (int odd = random.nextInt(4); odd > 0; odd--) {
            String field = "\"" + NAMES[random.nextInt(NAMES.length)] + "\":" + VALUES[random.nextInt(VALUES.length)];
            int at = random.nextInt(fields.size());
            if (random.nextInt(3) == 0) fields.set(at, field);
            else fields.add(at, field);
        }
        if (random.nextInt(4) == 0) fields.remove(random.nextInt(fields.size()));
        if (random.nextInt(3) == 0) Collections.shuffle(fields, random);
        String space = " \n\t\r".substring(0, random.nextInt(5));
        return "{" + String.join(space + "," + space, fields) + "}" + (random.nextInt(20) == 0 ? "{}" : space);
    }
}
