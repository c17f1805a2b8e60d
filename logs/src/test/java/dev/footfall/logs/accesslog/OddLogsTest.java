package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.GzipMembers;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Faults that servers, shippers and disks put into logs now and then. */
class OddLogsTest {
    private static final String JSON = "{\"remote_addr\":\"ADDRESS\",\"http_x_forwarded_for\":\"FORWARDED\","
            + "\"time_iso8601\":\"2026-11-20T04:59:54Z\",\"request\":\"GET /org/m/resolve/main/PATH HTTP/1.1\","
            + "\"status\":\"200\",\"body_bytes_sent\":\"1\",\"http_user_agent\":\"AGENT\"}";
    private static final String MARK = "\uFEFF";

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"x\\udcff, x?", "\\ud83d, ?", "\\ud83d\\ude00!, \uD83D\uDE00!", "a\\\\x41, a\\x41", "a\\x41, aA"})
    void readsWhatJsonCanSpellAsWellFormedText(String spelled, String agent) {
        assertEquals(
                agent,
                event("nginx-json", json("192.0.2.7", "", spelled)).details().userAgent());
    }

    @Test
    void readsSurrogatesThatStandAloneInTheEscapesOfNginx() {
        String line = "192.0.2.7 [2026-11-20T04:59:54Z] \"GET /org/m/resolve/main/f HTTP/1.1\" 200 1 \"x\\udcff\"";
        String format = "nginx:log_format x escape=json "
                + "'$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent \"$http_user_agent\"'";

        assertEquals("x?", event(format, line).details().userAgent());
    }

    private static final String S3 =
            "79a59df900b949e55d96a1e698fbaced models [20/Nov/2026:04:59:54 +0000] 192.0.2.7 - 3E57 "
                    + "REST.GET.OBJECT org/m/resolve/main/f.bin \"GET /org/m/resolve/main/f.bin%s HTTP/1.1\" 200 - 1200 1200 15 14 "
                    + "%s %s - s9lzHYrFp76ZVxRcpX9= SigV4 ECDHE-RSA-AES128-GCM-SHA256 - models.example.org TLSv1.2 - -";

    /** S3 escapes no quotes that clients send, and may write a dash without them. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "?x=\"a b\", \"-\", \"curl/8\", curl/8",
                "?x=\"a\" \"b\" 12, \"-\", \"curl/8\", curl/8",
                "\" x, \"-\", \"say \"hi\".\", say \"hi\".",
                "``, \"-\", -, ``",
                "``, -, \"curl/8\", curl/8",
                "?x=\"a b\", -, -, ``",
            })
    void readsQuotesInTheRequestsOfS3AndDashesWithoutThem(String query, String referer, String sent, String agent) {
        DownloadEvent event = event("s3", S3.formatted(query, referer, sent));

        assertEquals(
                "f.bin 200 1200",
                event.details().path() + " " + event.request().status() + " "
                        + event.request().bytes());
        assertEquals(agent.isEmpty() ? null : agent, event.details().userAgent());
    }

    @Test
    void skipsOtherOperationsOfS3WhoseLinesHaveNoRequest() {
        String line = S3.formatted("", "-", "-").replace("REST.GET.OBJECT", "S3.EXPIRE.OBJECT");

        assertEquals(List.of(LineOutcome.NoEvent.SKIPPED), outcomes("s3", line.replaceFirst("\"GET .*1.1\"", "-")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "apache:%D %h %l %u %t %r %s %b %{Referer}i %{User-Agent}i",
                "nginx:$request_time $remote_addr - $remote_user [$time_local] $request $status $body_bytes_sent $http_referer $http_user_agent",
                "apache:%D %h %l %u %t %r %D %s %b %{Referer}i %{User-Agent}i"
            })
    void readsARequestWithoutQuotes(String format) {
        String number = format.contains("%r %D") ? " 15" : "";
        String line = "4 192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] GET /org/m/resolve/main/a%s HTTP/1.1" + number
                + " 200 785 - Mozilla/5.0 (X11; Linux x86_64)";

        for (String rest : List.of("", " 200 b")) {
            DownloadEvent event = event(format, line.formatted(rest));
            assertEquals("a" + rest, event.details().path());
            assertEquals(785, event.request().bytes());
            assertEquals("Mozilla/5.0 (X11; Linux x86_64)", event.details().userAgent());
        }
        String none = line.replaceFirst("GET.*?1\\.1", "-");
        assertEquals(List.of(LineOutcome.NoEvent.NOT_ROUTED), outcomes(format, none));
    }

    @Test
    void refusesARequestWithoutQuotesOfWhichTheEndIsUnknown() {
        String line = "192.0.2.7 [20/Nov/2026:04:59:54 +0000] GET /org/m/resolve/main/a 15 200 785";

        assertEquals(List.of("line"), rejected("apache:%h %t %r %D %s %b", line));
    }

    /** Apache joins such lines, and logs their indentation, too. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "` \\\\\\n    `, ` `",
                "` \\\\\\r\\n\\t`, ` `",
                "` \\\\\\n`, ` `",
                "`\\\\\\n `, ` `",
                "` \\\\\\n    `, `     `"
            })
    void joinsAContinuedLogFormat(String end, String blanks) {
        String format = ("apache:LogFormat \"%h %l %u %t \\\"%r\\\" %>s %b" + end.translateEscapes()
                + "\\\"%{Referer}i\\\" \\\"%{User-\\\nAgent}i\\\"\" mine");
        String line = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/a HTTP/1.1\" 200 785"
                + blanks + "\"-\" \"curl/8\"";

        assertEquals("curl/8", event(format, line).details().userAgent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s ", " %s", "%s\t"})
    void takesABlankAroundALineOfAServersStringForNothing(String shape) {
        String line = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/a HTTP/1.1\" 200 785";

        assertEquals(
                785,
                event("apache:%h %l %u %t \"%r\" %>s %b", shape.formatted(line))
                        .request()
                        .bytes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"combined", "apache:%h %l %u %t \"%r\" %>s %b", "traefik"})
    void refusesLinesInQuotes(String format) {
        String line =
                "192.0.2.7 - ann [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/a HTTP/1.1\" 200 785 \"-\" \"x\" 1 "
                        + "\"r\" \"s\" 1ms";

        assertEquals(List.of("line"), rejected(format, '"' + line.replace("\"", "\"\"") + '"'));
        assertEquals(List.of("line"), rejected(format, '"' + line + '"'));
    }

    @Test
    void readsFastlysJsonAtTheEdgeAlone() {
        String line =
                "{ \"timestamp\":\"2026-11-20T04:59:54+0000\", \"client_ip\":\"192.0.2.7\", \"url\":\"/org/m/resolve/main/f\","
                        + " \"request_method\":\"GET\", \"request_user_agent\":\"curl/8\", \"response_status\":200,"
                        + " \"response_body_size\":785, \"fastly_is_edge\":%s }";

        assertEquals("curl/8", event("fastly", line.formatted(true)).details().userAgent());
        assertEquals(
                785,
                event("fastly", "<134>2026-11-20T04:59:54Z cache files[17]: " + line.formatted(true))
                        .request()
                        .bytes());
        assertEquals(List.of(LineOutcome.NoEvent.SKIPPED), outcomes("fastly", line.formatted(false)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<190>1 2026-11-20T04:59:54Z web1 nginx 7 - - ",
                "<190>1 2026-11-20T04:59:54Z web1 nginx 7 - [meta id=\"5\"] ",
                "<190>Nov 20 04:59:54 web1 nginx: "
            })
    void passesOverTheMarkAfterSyslogsWords(String words) {
        String line = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f HTTP/1.1\" 200 785";

        DownloadEvent plain = event("fastly", words + line);

        assertEquals(plain.visitor(), event("fastly", words + MARK + line).visitor());
    }

    @Test
    void looksForTheClientElsewhereIfTheServerListensOnASocketFile() {
        DownloadEvent direct = event("nginx-json", json("203.0.113.9", "", "curl/8"));

        assertEquals(
                direct.visitor(),
                event("nginx-json", json("unix:", "203.0.113.9", "curl/8")).visitor());
        assertNotEquals(
                direct.visitor(),
                event("nginx-json", json("unix:", "203.0.113.8", "curl/8")).visitor());
    }

    @ParameterizedTest
    @CsvSource({"unix:, unknown", "unix:, ''", "-, ''", "., ''"})
    void rejectsALineOfNobody(String address, String forwarded) {
        assertEquals(List.of("ip"), rejected("nginx-json", json(address, forwarded, "curl/8")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"combined", "ndjson", "dataverse"})
    void passesOverAByteOrderMark(String format) {
        String text = switch (format) {
            case "combined" -> Logs.line(1, "f");
            case "ndjson" ->
                "{\"id\":\"1\",\"time\":\"2026-11-20T04:00:00Z\",\"repo_type\":\"model\",\"repo\":\"org/m\",\"path\":\"f\","
                        + "\"method\":\"GET\",\"status\":200,\"user\":\"alice\"}\n";
            default -> "#Fields: event_time client_ip\n";
        };

        List<LineOutcome> plain = outcomes(format, text);
        List<LineOutcome> marked = outcomes(format, MARK + text);

        assertEquals(plain.get(0).getClass(), marked.get(0).getClass());
        if (marked.get(0) instanceof LineOutcome.Routed routed) {
            assertEquals(((LineOutcome.Routed) plain.get(0)).event(), routed.event());
        }
    }

    @Test
    void rejectsALastLineThatIsCutBeforeItsAgent() throws Exception {
        String log = Logs.line(1, "a") + Logs.line(2, "b");
        String cut = log.substring(0, log.length() - " \"-\" \"x/1\"\n".length() - 1);
        var publisher = new RecordingPublisher();

        var result = Logs.importInto(publisher, Logs.combined(), Files.writeString(directory.resolve("cut"), cut));

        assertEquals(1, publisher.events.size());
        assertEquals(1, result.totals().rejected());
    }

    @Test
    void countsALineOnceThatWasCutInItsLastFieldWhenItWasImportedFirst() throws Exception {
        String log = (Logs.line(1, "a") + Logs.line(2, "b")).replace("\n", " \"203.0.113.9\"\n");
        var publisher = new RecordingPublisher();

        for (String read : List.of(log.substring(0, log.length() - 4), log, log.stripTrailing()))
            Logs.importInto(publisher, Logs.combined(), Files.writeString(directory.resolve("growing"), read));

        assertEquals(2, Set.copyOf(publisher.sortedIds()).size());
        assertEquals(5, publisher.events.size());
        assertEquals(1, publisher.rejected.size());
    }

    @Test
    void importsALastLineWithoutAgentOfALogThatHasNone() throws Exception {
        String log = (Logs.line(1, "a") + Logs.line(2, "b"))
                .replace(" \"-\" \"x/1\"", "")
                .stripTrailing();
        var publisher = new RecordingPublisher();

        Logs.importInto(publisher, Logs.combined(), Files.writeString(directory.resolve("common"), log));

        assertEquals(2, publisher.events.size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 9, 12})
    void namesAGzipWhoseNextMemberIsCutInItsHeader(int bytes) throws Exception {
        byte[] first = gzip(Logs.line(1, "a"));
        var packed = new ByteArrayOutputStream();
        packed.write(first);
        packed.write(gzip(Logs.line(2, "b")), 0, bytes);
        var publisher = new RecordingPublisher();

        var result = Logs.importInto(
                publisher, Logs.combined(), Files.write(directory.resolve("cut.gz"), packed.toByteArray()));

        assertEquals(1, publisher.events.size());
        assertEquals(1, result.problems().size());
    }

    @Test
    void readsAGzipWhoseNextMemberComesLate() throws Exception {
        String first = Logs.line(1, "a");
        String second = Logs.line(2, "b");
        var pipe =
                new SequenceInputStream(new ByteArrayInputStream(gzip(first)), new ByteArrayInputStream(gzip(second)));

        try (var text = new GzipMembers(pipe, 512)) {
            assertEquals(first + second, new String(text.readAllBytes(), StandardCharsets.ISO_8859_1));
        }
    }

    @Test
    void readsAGzipThatIsFilledUpWithZeros() throws Exception {
        var packed = new ByteArrayOutputStream();
        packed.write(gzip(Logs.line(1, "a")));
        packed.write(new byte[100_000]);
        var publisher = new RecordingPublisher();

        var result = Logs.importInto(
                publisher, Logs.combined(), Files.write(directory.resolve("tape.gz"), packed.toByteArray()));

        assertEquals(1, publisher.events.size());
        assertEquals(List.of(), result.problems());
    }

    private static byte[] gzip(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var output = new GZIPOutputStream(packed)) {
            output.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }

    private static String json(String address, String forwarded, String agent) {
        return JSON.replace("ADDRESS", address)
                .replace("FORWARDED", forwarded)
                .replace("AGENT", agent)
                .replace("PATH", "f.bin");
    }

    private static DownloadEvent event(String format, String line) {
        return assertInstanceOf(LineOutcome.Routed.class, outcomes(format, line).get(0))
                .event();
    }

    private static List<String> rejected(String format, String text) {
        return outcomes(format, text).stream()
                .map(LineOutcome.Rejected.class::cast)
                .map(LineOutcome.Rejected::field)
                .toList();
    }

    private static List<LineOutcome> outcomes(String format, String text) {
        var settings = new LogSettings(
                LogFormat.ofLabel(format), Routes.of(List.of()), LogSettings.DEFAULT_SOURCE, Logs.SECRET);
        LineInterpreter lines = Logs.lines(settings);
        var reader = new LineReader(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        List<LineOutcome> outcomes = new ArrayList<>();
        try {
            while (reader.next() || reader.nextUnended()) outcomes.add(lines.read(reader, outcomes.size() + 1));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return outcomes;
    }
}
