package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.Formats;
import dev.footfall.logs.logformat.LineFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogCheckTest {
    private static final String EVENT = "{\"id\":\"1\",\"time\":\"2026-11-20T04:59:54Z\",\"repo_type\":\"model\","
            + "\"repo\":\"o/m\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\"}\n";

    private static final LogRules RULES = new LogRules(Routes.of(List.of()), ProxyTrust.UNSET);

    @TempDir
    private Path directory;

    @Test
    void recognisesEvents() throws IOException {
        Path events = log("events.ndjson", EVENT.repeat(3) + "{}\n");

        assertEquals("ndjson", LogCheck.detect(events).orElseThrow().label());
        LogCheck.require(LogFormat.NDJSON, RULES, List.of(events));
    }

    @Test
    void namesTheFormatThatReadsALogGivenInAnother() throws IOException {
        Path access = log("access.log", Logs.line(1, "a").repeat(1_500));
        Path events = log("events.ndjson", EVENT.repeat(20));

        assertEquals(
                access
                        + ": none of the first 1000 lines can be read as squid, and nothing was written: 1,500 lines read as"
                        + " `combined`",
                refusal("squid", access));
        assertEquals(
                events
                        + ": none of the first 20 lines can be read as combined, and nothing was written: 20 lines read as"
                        + " `ndjson`",
                refusal("combined", events));
        assertTrue(refusal("ndjson", access).endsWith("1,500 lines read as `combined`"));
        assertTrue(refusal("combined", log("text", "a poem\n")).endsWith("'footfall formats' lists all"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"200 301 1200 0.005 \"https://a/\" \"x/1\"", "200 1200 5 \"https://a/\" \"x/1\""})
    void takesNoOtherLogWithSeveralNumbersForOneOfNexus(String end) throws IOException {
        Path log = log("access.log", Logs.line(1, "a").replace("200 12 \"-\" \"x/1\"", end));

        assertEquals(Optional.empty(), LogCheck.detect(log));
    }

    @Test
    void takesNoCommentForALineOfTheFormat() throws IOException {
        String comments = "#Version: 1.0\n#Fields: date\ttime\tc-ip\tcs-method\tcs-uri-stem\tsc-status\n";
        Path log = log("cloudfront", comments + "2026-11-20\t04:59:54\t192.0.2.7\tGET\t/a\t200\n");

        assertTrue(refusal("iis", log).endsWith("3 lines read as `cloudfront`"), refusal("iis", log));
        LogCheck.require(LogFormat.ofLabel("iis"), RULES, List.of(log("quiet", comments)));
    }

    @Test
    void takesNoLogForOneOfOtherOperationsThatAnotherFormatReads() throws IOException {
        Path log = log("7", Formats.preset("artifactory").about().samples().get(0) + "\n");
        Path quiet = log("6", "20261120045954|15|UPLOAD|192.0.2.7|a|PUT|/m.bin|HTTP/1.1|201|7\n");

        assertTrue(refusal("artifactory-6", log).endsWith(": 1 lines read as `artifactory`"));
        LogCheck.require(LogFormat.ofLabel("artifactory-6"), RULES, List.of(quiet));
    }

    /** Connections that time out, probes and scanners say nothing of a log's agents, nor of its format. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "203.0.113.9 - - [20/Nov/2026:04:59:54 +0000] \"-\" 408 - \"-\" \"-\"",
                "203.0.113.9 - - [20/Nov/2026:04:59:54 +0000] \"GET /health HTTP/1.1\" 200 2 \"-\" \"-\"",
                "203.0.113.9 - - [20/Nov/2026:04:59:54 +0000] \"\\x16\\x03\\x01\" 400 157 \"-\" \"-\"",
                "203.0.113.9 - - [20/Nov/2026:04:59:54 +0000] \"\" 400 0 \"-\" \"-\"",
            })
    void judgesALogByItsRequestsForFiles(String probe) throws IOException {
        Path log = log(
                "access.log", (probe + "\n").repeat(5_000) + Logs.line(1, "a").repeat(3));
        Path bare =
                log("bare.log", (probe + "\n").repeat(5_000) + Logs.line(1, "a").replace("\"x/1\"", "\"-\""));

        assertEquals("combined", LogCheck.detect(log).orElseThrow().label());
        LogCheck.require(LogFormat.COMBINED, RULES, List.of(log));
        LogReport.LogCounts counts = LogCheck.of(
                        RULES, LogFormat.COMBINED.lines().orElseThrow(), List.of(log), 1_000)
                .counts();
        assertEquals(3, counts.routed());
        assertEquals(0, counts.withoutAgent());
        assertFalse(counts.isMostlyWithoutAgent());
        assertTrue(LogCheck.of(RULES, LogFormat.COMBINED.lines().orElseThrow(), List.of(bare), 1_000)
                .counts()
                .isMostlyWithoutAgent());
    }

    @Test
    void looksAtNoMoreRequestsForFilesThanItShould() throws IOException {
        Path log = log("access.log", Logs.line(1, "a").repeat(3_000));

        LogReport report = LogCheck.of(RULES, LogFormat.COMBINED.lines().orElseThrow(), List.of(log, log), 1_000);

        assertEquals(2_000, report.counts().requests());
    }

    @Test
    void namesTheJsonFormatThatComesClosestAndWhatALineLacks() throws IOException {
        String json = "{\"@timestamp\":\"2026-11-20T04:59:54+00:00\",\"remote_addr\":\"192.0.2.7\",\"uri_path\":"
                + "\"/org/m/resolve/main/f\",\"request_method\":\"GET\",\"resp_status\":\"200\"}\n";

        String refusal = refusal("combined", log("log", json.repeat(3)));

        assertTrue(
                refusal.endsWith(
                        "they are JSON, and `nginx-json` comes closest, but they lack the time (msec, time_iso8601, "
                                + "time_local; perhaps it is @timestamp); the target (request_uri, request, uri; perhaps it is "
                                + "uri_path); the status (status; perhaps it is resp_status). Name their fields in a copy of its "
                                + "declaration ('footfall formats nginx-json'), and give that as --format file:PATH"),
                refusal);
        assertTrue(refusal("nginx-json", log("log", json)).contains("`nginx-json` comes closest"));
        assertTrue(refusal("combined", log("log", "Nov 20 04:59:54 web1 nginx: " + json))
                .contains("they are JSON"));
        assertFalse(refusal("combined", log("log", "a poem \"uv/0.8 {}\"\n")).contains("they are JSON"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cloudfront", "gcs", "iis"})
    void namesTheFormatOfColumnsWhoseNamesAreMissing(String preset) throws IOException {
        List<String> samples = Formats.preset(preset).about().samples();
        Path log = log("log", (samples.get(samples.size() - 1) + "\n").repeat(3));

        assertTrue(
                refusal("combined", log)
                        .contains("they look like `" + preset + "` without the line that names the columns"),
                refusal("combined", log));
    }

    /** Behind a socket, Caddy writes "@" for every client. */
    @Test
    void takesALogOfMessagesAndOfClientsThatAreNobody() throws IOException {
        String access = Formats.preset("caddy").about().samples().get(0).replace("192.0.2.7", "@") + "\n";
        String message = access.replace("handled request", "serving initial configuration");

        LogCheck.require(LogFormat.ofLabel("caddy"), RULES, List.of(log("caddy", message + access)));
    }

    @Test
    void saysWhatIsWrongWithTheFirstLineOfALogThatNoFormatReads() throws IOException {
        Path log = log("log", "192.0.2.7 yesterday \"GET / HTTP/1.1\" 200\n");
        String format = "nginx:$remote_addr $time_iso8601 \"$request\" $status";

        assertTrue(refusal(format, log).contains("the first: time: column 11: must be a time such as "));
        assertTrue(refusal("ndjson", log).contains("the first: json: "), refusal("ndjson", log));
    }

    @Test
    void refusesALogWhoseClientsAreNobody() throws IOException {
        String unrouted = Logs.line(1, "a").replace("/resolve/", "/");
        Path log = log(
                "access.log",
                (Logs.line(1, "a") + unrouted).replace("192.0.2.7", "-").repeat(3));

        assertTrue(
                refusal("combined", log)
                        .endsWith("the first: ip: must be an IP address or a host name; no known format matches them; "
                                + "'footfall formats' lists all"),
                refusal("combined", log));
    }

    /** As of checks of health, which no proxy forwards. */
    @Test
    void takesALogWhoseUnroutedClientsAreNobody() throws IOException {
        String unrouted = Logs.line(1, "a").replace("/resolve/", "/").replace("192.0.2.7", "-");

        LogCheck.require(LogFormat.COMBINED, RULES, List.of(log("a", unrouted.repeat(1_000) + Logs.line(1, "a"))));
    }

    @Test
    void takesALogWithOneReadableLine() throws IOException {
        LogCheck.require(LogFormat.COMBINED, RULES, List.of(log("a", "broken\n".repeat(900) + Logs.line(1, "a"))));
        LogCheck.require(LogFormat.COMBINED, RULES, List.of(log("empty", "\n")));
    }

    @Test
    void saysThatADirectoryIsOne() {
        var refused = assertThrows(IllegalArgumentException.class, () -> LogCheck.detect(directory));

        assertEquals(directory + ": is a directory, not a log file", refused.getMessage());
    }

    @Test
    void refusesTheSameClientsAsTheImport() throws IOException {
        Path log = log(
                "ports",
                Logs.line(1, "a").replaceFirst("^\\S+", "192.0.2.7:51344").repeat(3));
        LineFormat combined = LogFormat.COMBINED.lines().orElseThrow();

        LogReport report = LogCheck.of(RULES, combined, List.of(log), 10);

        assertEquals(3, report.counts().unreadable());
        assertEquals("ip", report.refusals().get(0).field());
        var refused = assertThrows(
                IllegalArgumentException.class, () -> Logs.importInto(new RecordingPublisher(), Logs.combined(), log));
        assertTrue(String.valueOf(refused.getMessage())
                .endsWith("nothing was written; the first: ip: must be an IP address or a host name"));
    }

    @Test
    void refusesALogOfWhichMostLinesHaveACachesWordForAUser() throws IOException {
        String hit = Logs.line(1, "a").replace(" - - [", " - HIT [");
        Path few = log("few", hit.repeat(2) + Logs.line(1, "a").repeat(2));
        Path most = log("most", hit.repeat(3) + Logs.line(1, "a").repeat(2));

        LogCheck.require(LogFormat.COMBINED, RULES, List.of(few));
        var refused = assertThrows(
                IllegalArgumentException.class, () -> LogCheck.require(LogFormat.COMBINED, RULES, List.of(most)));

        String message = String.valueOf(refused.getMessage());
        assertTrue(message.contains("3 of the first 5 lines have another layout than combined, and nothing"), message);
        assertTrue(message.contains("user: column 13: must be a user: it is the word of a cache"), message);
    }

    @Test
    void showsNoQuery() throws IOException {
        Path log = log("signed", Logs.line(1, "a").replace(" HTTP/", "?X-Amz-Signature=5e3c and 5e3c HTTP/"));
        LineFormat combined = LogFormat.COMBINED.lines().orElseThrow();

        LogReport report = LogCheck.of(RULES, combined, List.of(log), 10);

        assertTrue(report.shown().toString().contains("/a HTTP/1.1"), report.toString());
        assertFalse(report.toString().contains("5e3c"), report.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"- - files.example.org", "- 198.51.100.7 - -", "- 198.51.100.7 - alice", "- - -", "- alice -"})
    void refusesAUserThatIsSeveralFields(String identAndUser) throws IOException {
        Path log = log(
                "shifted",
                Logs.line(1, "a")
                        .replaceFirst(" - \\S+ \\[", " " + identAndUser + " [")
                        .repeat(3));
        LineFormat combined = LogFormat.COMBINED.lines().orElseThrow();

        LogReport report = LogCheck.of(RULES, combined, List.of(log), 10);

        assertEquals(3, report.counts().unreadable());
        assertEquals("user", report.refusals().get(0).field());
        assertThrows(
                IllegalArgumentException.class, () -> Logs.importInto(new RecordingPublisher(), Logs.combined(), log));
    }

    @Test
    void refusesLinesWithMoreFieldsThanNames() throws IOException {
        String names = "#Fields: date time c-ip cs-method cs-uri-stem sc-status cs(User-Agent)\n";
        String line = "2026-11-20\t04:59:54\t192.0.2.7\tGET\t/org/m/resolve/main/f\t200\tcurl/8";
        LineFormat format = LogFormat.ofLabel("cloudfront").lines().orElseThrow();
        Path log = log("more", names + line + "\n" + line + "\t\n" + line + "\tx\n");

        LogReport report = LogCheck.of(RULES, format, List.of(log), 10);

        assertEquals(2, report.counts().requests());
        assertEquals(1, report.counts().unreadable());
    }

    @Test
    void readsSecondsOfCloudFront() throws IOException {
        Path log = log("cloudfront", """
                #Fields: timestamp c-ip cs-method cs-uri-stem sc-status cs(User-Agent)
                1795150794\t192.0.2.7\tGET\t/org/m/resolve/main/f\t200\tcurl/8
                """);

        LineFormat format = LogFormat.ofLabel("cloudfront").lines().orElseThrow();
        LogReport report = LogCheck.of(RULES, format, List.of(log), 10);

        assertEquals(List.of(), report.refusals());
        assertEquals(1, report.counts().requests());
    }

    private String refusal(String format, Path log) {
        var refused = assertThrows(
                IllegalArgumentException.class, () -> LogCheck.require(LogFormat.ofLabel(format), RULES, List.of(log)));
        return String.valueOf(refused.getMessage());
    }

    private Path log(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
