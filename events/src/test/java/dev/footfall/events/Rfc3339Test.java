package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class Rfc3339Test {
    private static final Pattern GRAMMAR =
            Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[Tt]([01]\\d|2[0-3]):([0-5]\\d):([0-5]\\d|60)"
                    + "(?:\\.(\\d+))?(?:[Zz]|([+-])([01]\\d|2[0-3]):([0-5]\\d))");
    private static final String CHARACTERS = "0123456789-:.TtZz+ /";
    private static final String[] OFFSETS = {"z", "+00:00", "-00:30", "+23:59", "-23:59", "+01:00"};
    private static final long YEAR_10000 = 253_402_300_800_000L;

    private static final DateTimeFormatter[] FORMS = {
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX"),
        DateTimeFormatter.ofPattern("uuuu-MM-dd't'HH:mm:ss.Sxxx"),
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX"),
        DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSXXX"),
    };

    private final Rfc3339 times = new Rfc3339();

    @ParameterizedTest
    @CsvSource({
        "2026-11-20T04:59:54Z,            2026-11-20T04:59:54Z",
        "2026-11-20t04:59:54z,            2026-11-20T04:59:54Z",
        "2026-11-20T04:59:54.1Z,          2026-11-20T04:59:54.100Z",
        "2026-11-20T04:59:54.123Z,        2026-11-20T04:59:54.123Z",
        "2026-11-20T04:59:54.1239999Z,    2026-11-20T04:59:54.123Z",
        "2026-11-20T04:59:54.0000000000000009Z, 2026-11-20T04:59:54Z",
        "2026-11-20T04:59:54+05:30,       2026-11-19T23:29:54Z",
        "2026-11-20T04:59:54-08:00,       2026-11-20T12:59:54Z",
        "2026-11-20T04:59:54-00:00,       2026-11-20T04:59:54Z",
        "2026-11-20T23:59:54.5+23:59,     2026-11-20T00:00:54.500Z",
        "2024-02-29T00:00:00Z,            2024-02-29T00:00:00Z",
        "2000-02-29T00:00:00Z,            2000-02-29T00:00:00Z",
        "1969-12-31T23:59:59Z,            1969-12-31T23:59:59Z",
        "0000-01-01T00:00:00Z,            0000-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999Z,        9999-12-31T23:59:59.999Z",
        "2016-12-31T23:59:60Z,            2016-12-31T23:59:59.999Z",
        "2016-12-31T23:59:60.250Z,        2016-12-31T23:59:59.999Z",
        "2017-01-01T05:29:60+05:30,       2016-12-31T23:59:59.999Z",
    })
    void reads(String text, Instant time) {
        assertEquals(time.toEpochMilli(), Rfc3339.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026",
                "2026-11-20",
                "2026-11-20T04:59:54",
                "2026-11-20T04:59:54.123",
                "2026-11-20T04:59Z",
                "2026-11-20 04:59:54Z",
                "2026-11-20T04:59:54 Z",
                " 2026-11-20T04:59:54Z",
                "2026-11-20T04:59:54Z ",
                "2026-11-20T04:59:54ZZ",
                "2026-11-20T04:59:54.Z",
                "2026-11-20T04:59:54,123Z",
                "2026-11-20T04:59:54.",
                "2026-11-20T04:59:54.12x",
                "2026-11-20T04:59:54+0530",
                "2026-11-20T04:59:54+05",
                "2026-11-20T04:59:54+24:00",
                "2026-11-20T04:59:54+05:60",
                "2026-11-20T04:59:54+05-30",
                "2026-11-20T04:59:54*05:30",
                "2026-11-20T24:00:00Z",
                "2026-11-20T04:60:54Z",
                "2026-11-20T04:59:61Z",
                "2026-11-20T04:59:60Z",
                "2016-12-31T23:59:60+01:00",
                "2026-00-20T04:59:54Z",
                "2026-13-20T04:59:54Z",
                "2026-11-00T04:59:54Z",
                "2026-11-31T04:59:54Z",
                "2026-02-29T04:59:54Z",
                "1900-02-29T04:59:54Z",
                "2026-1-20T04:59:54.0Z",
                "+2026-11-20T04:59:54Z",
                "-026-11-20T04:59:54Z",
                "20261120T045954.000Z",
                "2026/11/20T04:59:54Z",
                "2026-11-20T04.59.54Z",
                "２026-11-20T04:59:54Z",
                "2026-11-20T04:59:54.１Z",
                "1763614794123000000Z"
            })
    void refuses(String text) {
        assertEquals(Rfc3339.INVALID, Rfc3339.parse(text));
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void agreesWithTheFormatterOnValidTimes(long seed) {
        var random = new Random(seed);
        for (int i = 0; i < 10_000; i++) {
            OffsetDateTime time = Instant.ofEpochSecond(
                            random.nextLong(253_402_214_400L), random.nextInt(1_000_000_000))
                    .atOffset(ZoneOffset.ofTotalSeconds((random.nextInt(2 * 1_080) - 1_080) * 60));
            String text = FORMS[random.nextInt(FORMS.length)].format(time);

            long expected =
                    OffsetDateTime.parse(text.replace('t', 'T')).toInstant().toEpochMilli();

            assertEquals(expected, Rfc3339.parse(text), text);
        }
    }

    @Test
    void agreesWithTheGrammarWhateverWasReadBefore() {
        var random = new Random(7);
        long millis = 0;
        for (int i = 0; i < 500_000; i++) {
            boolean isFar = random.nextInt(5) == 0;
            millis = isFar ? random.nextLong(YEAR_10000) : Math.min(YEAR_10000 - 1, millis + random.nextInt(60_000));
            String offset = random.nextInt(5) == 0 ? OFFSETS[random.nextInt(OFFSETS.length)] : "Z";
            String plain = Instant.ofEpochMilli(millis).toString().replace("Z", offset);
            byte[] text = plain.getBytes(StandardCharsets.US_ASCII);
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
        assertEquals(byGrammar(text), times.parse(around, 1, text.length()), text);
    }

    private static long byGrammar(String text) {
        Matcher match = GRAMMAR.matcher(text);
        if (!match.matches()) return Rfc3339.INVALID;
        String digits = Optional.ofNullable(match.group(5)).orElse("") + "000";
        long offset = number(match.group(7)) * 60L + number(match.group(8));
        long minute =
                number(match.group(2)) * 60L + number(match.group(3)) - offset * ("-".equals(match.group(6)) ? -1 : 1);
        boolean isLeap = match.group(4).equals("60");
        if (isLeap && Math.floorMod(minute, 1_440) != 1_439) return Rfc3339.INVALID;
        int millis = isLeap ? 59_999 : number(match.group(4) + digits.substring(0, 3));
        try {
            return (LocalDate.parse(match.group(1)).toEpochDay() * 1_440 + minute) * 60_000 + millis;
        } catch (DateTimeException e) {
            return Rfc3339.INVALID;
        }
    }

    private static int number(String digits) {
        return digits == null ? 0 : Integer.parseInt(digits);
    }
}
