package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LogLinesTest {
    private static final String LINE =
            "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f.bin?x HTTP/1.1\" 206 12 \"-\" \"x/1\"";

    private final LineInterpreter lines = Logs.lines(Logs.combined());

    @Test
    void makesARoutedLineAnEvent() {
        DownloadEvent event = event(LINE);

        byte[] bytes = Logs.latin1(LINE);
        assertEquals(
                new DownloadEvent(
                        Logs.SECRET.lineId("access-log", bytes, 0),
                        Instant.parse("2026-11-20T04:59:54Z"),
                        new RepoId(RepoType.MODEL, "org", "m"),
                        Logs.SECRET.visitor("192.0.2.7", "x/1"),
                        new FileRequest(Via.HTTP, "GET", 206, 12, null),
                        new EventDetails("f.bin", "main", "x/1", "access-log")),
                event);
    }

    @Test
    void numbersEqualLines() {
        byte[] bytes = Logs.latin1(LINE);

        for (int n = 0; n < 3; n++)
            assertEquals(Logs.SECRET.lineId("access-log", bytes, n), event(LINE).id());
    }

    @ParameterizedTest
    @CsvSource({
        "PT1H, 2026-11-20T03:59:54Z",
        "PT-1H, 2026-11-20T05:59:54Z",
        "PT48H, 2026-11-18T04:59:54Z",
    })
    void putsTheTimesOfAWrongClockRight(Duration ahead, Instant time) {
        LineInterpreter corrected = Logs.lines(Logs.combined().withClockAhead(ahead));

        LineOutcome outcome = corrected.read(Logs.latin1(LINE), 1);

        assertEquals(
                time,
                assertInstanceOf(LineOutcome.Routed.class, outcome).event().time());
    }

    @Test
    void refusesAClockThatIsNoMistake() {
        LogSettings settings = Logs.combined();

        assertThrows(IllegalArgumentException.class, () -> settings.withClockAhead(Duration.ofDays(367)));
        assertThrows(IllegalArgumentException.class, () -> settings.withClockAhead(Duration.ofMillis(-1)));
    }

    @Test
    void hashesTheVisitorAndTheIdUnderTheKeyOfTheLinesDay() {
        LineInterpreter byDay = Logs.lines(Logs.combined().with(Logs::keyOfDay));
        String next = LINE.replace("20/Nov/2026:04:59:54", "19/Nov/2026:23:59:59");

        for (String line : new String[] {LINE, next, LINE}) {
            DownloadEvent event = assertInstanceOf(LineOutcome.Routed.class, byDay.read(Logs.latin1(line), 1))
                    .event();
            assertEquals(Logs.keyOfDay(event.time()).visitor("192.0.2.7", "x/1"), event.visitor());
            assertNotEquals(Logs.SECRET.lineId("access-log", Logs.latin1(line), 0), event.id());
        }
    }

    @Test
    void numbersEqualLinesByDayAfterThoseThatAreInTheLogAlready() {
        LineInterpreter byDay = Logs.lines(Logs.combined().with(Logs::keyOfDay));
        byte[] bytes = Logs.latin1(LINE);
        byDay.pass(bytes);

        DownloadEvent event =
                assertInstanceOf(LineOutcome.Routed.class, byDay.read(bytes, 2)).event();

        assertEquals(Logs.keyOfDay(event.time()).lineId("access-log", bytes, 1), event.id());
    }

    @Test
    void tellsLinesApartWhoseBytesAreNoText() {
        DownloadEvent one = event(LINE.replace("x/1", "x/\u00e8"));
        DownloadEvent other = event(LINE.replace("x/1", "x/\u00e9"));

        assertNotEquals(one.id(), other.id());
        assertEquals("x/\u00e9", other.details().userAgent());
    }

    @Test
    void takesAnAuthenticatedUserForTheVisitor() {
        assertEquals(
                VisitorId.user("alice"),
                event(LINE.replace("- - [", "- alice [")).visitor());
        assertEquals(
                event(LINE).visitor(), event(LINE.replace("- - [", "- \"\" [")).visitor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"anonymous", "Anonymous", "ANONYMOUS"})
    void takesTheUserAnonymousForNobody(String user) {
        assertEquals(
                event(LINE).visitor(),
                event(LINE.replace("- - [", "- " + user + " [")).visitor());
    }

    @Test
    void doesNotTakeAnAddressForAUser() {
        assertEquals(
                event(LINE).visitor(),
                event(LINE.replace("- - [", "- 192.0.2.7 [")).visitor());
    }

    @Test
    void publishesWhatWillNotCount() {
        assertEquals(404, event(LINE.replace(" 206 ", " 404 ")).request().status());
        assertEquals("HEAD", event(LINE.replace("GET", "HEAD")).request().method());
    }

    @Test
    void keepsTheClientOutOfTheEvent() {
        DownloadEvent event = event(LINE.replace("f.bin", "192.0.2.7/f").replace("x/1", "x (192.0.2.7)"));

        assertEquals("-/f", event.details().path());
        assertEquals("x (-)", event.details().userAgent());
        assertEquals(Logs.SECRET.visitor("192.0.2.7", "x (192.0.2.7)"), event.visitor());
    }

    @Test
    void cutsTextsThatAreTooLongForAnEvent() {
        DownloadEvent event = event(LINE.replace("f.bin", "f".repeat(9_000)).replace("x/1", "x".repeat(9_000)));

        assertEquals("f".repeat(4_096), event.details().path());
        assertEquals("x".repeat(1_024), event.details().userAgent());
        assertEquals(Logs.SECRET.visitor("192.0.2.7", "x".repeat(9_000)), event.visitor());
    }

    @ParameterizedTest
    @CsvSource({
        "20/Nov/2026, 20/Nov/1969, time",
        "20/Nov/2026, 22/Nov/2026, time",
        "' 206 ', ' 000 ', status",
        "' 206 ', ' 600 ', status",
        "192.0.2.7, unix:, ip",
        "192.0.2.7, 192.0.2.777, ip",
    })
    void rejectsARoutedLineThatIsNoEvent(String part, String replacement, String field) {
        RejectedEvent rejected = rejected(LINE.replace(part, replacement));

        assertEquals(field, rejected.field());
    }

    @Test
    void rejectsAUserWithTooLongAName() {
        assertEquals(
                "user",
                rejected(LINE.replace("- - [", "- " + "u".repeat(257) + " [")).field());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "\"-\" 400 0",
                "\"\" 400 0 \"-\" \"-\"",
                "\"\\x16\\x03\\x01\" 400 157 \"-\" \"-\"",
                "\"-\" 000 0",
                "\"GET /favicon.ico HTTP/1.1\" 200 1",
                "\"OPTIONS * HTTP/1.0\" 200 1",
                "\"GET /org/192.0.2.7/resolve/main/f HTTP/1.1\" 200 1",
            })
    void doesNotRouteAReadableLineWithoutAUsableRequest(String rest) {
        byte[] line = Logs.latin1("192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] " + rest);

        assertEquals(LineOutcome.NoEvent.NOT_ROUTED, lines.read(line, 1));
    }

    @Test
    void rejectsABrokenLineWithItsPlaceAndWithoutAddresses() {
        RejectedEvent rejected = rejected("192.0.2.7 - - [yesterday] \"GET /192.0.2.7 HTTP/1.1\" 200 1");

        var origin = new RejectedEvent.FromLine("access-log", 1, "[yesterday] \"GET /- HTTP/1.1\" 200 1");
        assertEquals(origin, rejected.origin());
        assertFalse(new String(rejected.toJson(), StandardCharsets.UTF_8).contains("192.0.2.7"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "192.0.2.7 - erin.oakes [yesterday] \"GET /f HTTP/1.1\" 200 1",
                "192.0.2.7 - Erin erin.oakes [20/Nov/2026:04:59:54 +0000] \"GET /f HTTP/1.1\" 2000 1",
                "192.0.2.7 - [a] erin.oakes [20/Nov/2026:04:59:54 +0000] \"GET /f HTTP/1.1\" 2000 1",
                "192.0.2.7 - erin.oakes 20/Nov/2026:04:59:54 +0000 \"GET /f HTTP/1.1\" 200 1",
                "2026-11-20T04:59:54Z files-1 192.0.2.7 - erin.oakes [20/Nov/2026:04:59:54 +0000] \"GET /f HTTP/1.1\" 200 1",
                "erin.oakes",
                "192.0.2.7 erin.oakes",
                "192.0.2.7 - erin.oakes",
            })
    void keepsNoUserOfABrokenLine(String line) {
        assertFalse(new String(rejected(line).toJson(), StandardCharsets.UTF_8).contains("erin"));
    }

    @Test
    void passesBlankLines() {
        assertEquals(LineOutcome.NoEvent.BLANK, lines.read(Logs.latin1(" \t"), 1));
    }

    private DownloadEvent event(String line) {
        return assertInstanceOf(LineOutcome.Routed.class, lines.read(Logs.latin1(line), 1))
                .event();
    }

    private RejectedEvent rejected(String line) {
        return assertInstanceOf(LineOutcome.Rejected.class, lines.read(Logs.latin1(line), 1))
                .event()
                .get();
    }
}
