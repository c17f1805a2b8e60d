package dev.footfall.events;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadEventTest {
    @ParameterizedTest
    @ValueSource(strings = {"id", "time", "repo_type", "repo", "method", "status", "user"})
    void namesAMissingField(String field) {
        assertEquals(field, RawEvent.minimal().without(field).fault());
        assertEquals(field, RawEvent.minimal().having(field, "null").fault());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            id          | ""
            id          | 7
            id          | true
            id          | ["a"]
            id          | "\\ud800"
            time        | ""
            time        | 1763614794123
            time        | "yesterday"
            repo_type   | "models"
            repo_type   | "Model"
            repo_type   | ""
            repo        | "mymodel"
            repo        | "a/b/c"
            repo        | "/b"
            repo        | "a/"
            repo        | "../b"
            repo        | "a/ü"
            repo        | {"ns":"a"}
            method      | ""
            method      | 1
            status      | "200"
            status      | 200.0
            status      | 2e2
            status      | 99
            status      | 600
            status      | -200
            status      | 99999999999999999999999
            status      | 4294967496
            status      | true
            user        | ""
            user        | 7
            user        | "\\udc00x"
            visitor     | 5
            path        | 5
            path        | "\\ud83d"
            revision    | {}
            via         | "ftp"
            via         | ""
            via         | 1
            bytes       | -1
            bytes       | "1"
            bytes       | 1.5
            bytes       | 9223372036854775808
            range_start | -1
            range_start | "0"
            range_start | 0.0
            size        | -1
            size        | "1"
            size        | 1.5
            size        | 9223372036854775808
            user_agent  | []
            source      | false
            network     | 7
            network     | ""
            network     | "GitHub"
            network     | "192.0.2.7"
            network     | "192.0.2.0/24"
            network     | "2001:db8::7"
            """)
    void namesABadField(String field, String value) {
        assertEquals(field, RawEvent.minimal().having(field, value).fault());
    }

    @ParameterizedTest
    @CsvSource({"id,128", "method,32", "user,256", "path,4096", "revision,1024", "user_agent,1024", "source,256"})
    void boundsTheLengthInCharactersNotInUtf16Units(String field, int most) {
        String longest = "\uD83D\uDE00".repeat(most);

        DownloadEvent event =
                RawEvent.minimal().having(field, "\"" + longest + "\"").event();

        assertEquals(
                new Parsed.Valid<>(event), EventCodec.decode(EventCodec.encode(event), RawEvent.NOW.toEpochMilli()));
        assertEquals(
                field, RawEvent.minimal().having(field, "\"" + longest + "x\"").fault());
    }

    @Test
    void acceptsTheOutermostNumbers() {
        FileRequest request = RawEvent.minimal()
                .having("status", "599")
                .with("bytes", "9223372036854775807")
                .with("range_start", "9223372036854775807")
                .with("size", "9223372036854775807")
                .event()
                .request();

        assertEquals(new FileRequest(Via.HTTP, "GET", 599, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE), request);
    }

    @Test
    void acceptsAFileSmallerThanTheBodyThatWasSent() {
        FileRequest request = RawEvent.minimal()
                .with("bytes", "100")
                .with("size", "0")
                .event()
                .request();

        assertEquals(new FileRequest(Via.HTTP, "GET", 200, 100, null, 0L), request);
    }

    @ParameterizedTest
    @ValueSource(strings = {"5f0c", "5f0c0123456789abcdef0123456789ag", "5f0c0123456789abcdef0123456789ab0", ""})
    void rejectsAVisitorThatIsNoHash(String visitor) {
        RawEvent event = RawEvent.minimal().without("user").with("visitor", "\"" + visitor + "\"");

        assertEquals("visitor", event.fault());
    }

    @Test
    void holdsTheTimeAgainstTheClock() {
        assertEquals(
                RawEvent.NOW.plusSeconds(86_400),
                RawEvent.minimal()
                        .having("time", "\"2026-11-21T12:00:00Z\"")
                        .event()
                        .time());
        assertEquals(
                "time",
                RawEvent.minimal()
                        .having("time", "\"2026-11-21T12:00:00.001Z\"")
                        .fault());
        assertEquals(
                "time",
                RawEvent.minimal().having("time", "\"2026-11-21T13:00:00Z\"").fault());
        assertEquals(
                "time",
                RawEvent.minimal()
                        .having("time", "\"1969-12-31T23:59:59.999Z\"")
                        .fault());
        assertEquals(
                "time",
                RawEvent.minimal()
                        .having("time", "\"1970-01-01T00:59:59+01:00\"")
                        .fault());
        assertEquals(
                0,
                RawEvent.minimal()
                        .having("time", "\"1970-01-01T00:00:00Z\"")
                        .event()
                        .time()
                        .toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "id",
                "time",
                "repo_type",
                "repo",
                "method",
                "status",
                "user",
                "visitor",
                "path",
                "via",
                "bytes",
                "range_start",
                "size",
                "user_agent",
                "network"
            })
    void neverRepeatsAValueInAnError(String field) {
        String address = "192.0.2.77";
        for (String value : new String[] {"\"" + address + "\"", "[\"" + address + "\"]", "\"" + address, address}) {
            RawEvent.minimal().without("user").having(field, value).decoded().fold(event -> 0, bad -> {
                assertFalse(bad.error().contains("192"), bad.error());
                return 0;
            });
        }
    }
}
