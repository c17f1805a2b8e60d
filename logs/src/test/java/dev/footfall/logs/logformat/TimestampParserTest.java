package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampParserTest {
    @ParameterizedTest
    @CsvSource({
        "20/Nov/2026:04:59:54 +0000, 2026-11-20T04:59:54Z",
        "[20/Nov/2026:05:59:54 +0100], 2026-11-20T04:59:54Z",
        "20/Nov/2026:04:59:54.655 +0000, 2026-11-20T04:59:54.655Z",
        "2026-11-20T04:59:54Z, 2026-11-20T04:59:54Z",
        "2026-11-20T04:59:54.2481552Z, 2026-11-20T04:59:54.248Z",
        "2026-11-20T04:59:54.123456789+05:30, 2026-11-19T23:29:54.123Z",
        "2026/11/20 04:59:54 +0000, 2026-11-20T04:59:54Z",
        "20/Nov/2026 04:59:54.655 +0000, 2026-11-20T04:59:54.655Z",
        "2026-11-20 04:59:54.123 UTC, 2026-11-20T04:59:54.123Z",
        "20261120045954Z, 2026-11-20T04:59:54Z",
        "1795150794, 2026-11-20T04:59:54Z",
        "1795150794.5, 2026-11-20T04:59:54.500Z",
        "1795150794.5241024, 2026-11-20T04:59:54.524Z",
        "1795150794123, 2026-11-20T04:59:54.123Z",
        "1795150794123.25, 2026-11-20T04:59:54.123Z",
        "1795150794123456, 2026-11-20T04:59:54.123Z",
        "1795150794123456789, 2026-11-20T04:59:54.123Z",
        "31/Dec/2016:23:59:60 +0000, 2016-12-31T23:59:59.999Z",
        "2024-02-29T23:30:00-01:00, 2024-03-01T00:30:00Z",
    })
    void tellsTimesApartByTheirShape(String text, Instant time) {
        assertEquals(OptionalLong.of(time.toEpochMilli()), new TimestampParser(null).millis(text));
    }

    @ParameterizedTest
    @CsvSource({
        "20/Nov/2026:05:59:54.655, 2026-11-20T04:59:54.655Z",
        "2026-07-20 05:59:54, 2026-07-20T03:59:54Z",
        "20261120055954, 2026-11-20T04:59:54Z",
        "2026-11-20T04:59:54Z, 2026-11-20T04:59:54Z",
    })
    void readsTimesWithoutAnOffsetInTheZone(String text, Instant time) {
        assertEquals(
                OptionalLong.of(time.toEpochMilli()), new TimestampParser(ZoneId.of("Europe/Berlin")).millis(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "now",
                "20/Nvo/2026:04:59:54 +0000",
                "31/Nov/2026:04:59:54 +0000",
                "20/Nov/2026:24:59:54 +0000",
                "20/Nov/2026:04:59:54",
                "2026-11-20",
                "2026-13-20T04:59:54Z",
                "2026-11-20T04:59:54+1",
                "2026-11-20 04:59:54 PM",
                "2026-11-20 04:59:54 CET",
                "20/Nov/2026 04:59:54 PM +0000",
                "2026-11-20T04:59:54ZZ",
                "1795150794.",
                "1795150794.x",
                "17951507941234567890",
                "0000-01-01T00:00:00Z",
                "2026-11-20T04:59:54.Z",
                "[",
                "2026",
                "20/",
                "2026-11/20T04:59:54Z"
            })
    void refusesWhatIsNoTime(String text) {
        assertEquals(OptionalLong.empty(), new TimestampParser(null).millis(text));
    }
}
