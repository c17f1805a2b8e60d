package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.client.ClientChooser;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.logformat.ParsedLine.SentPart;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PatternTest {
    private static final String SHORT = "nginx:$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent";
    private static final String LINE = "192.0.2.7 [2026-11-20T04:59:54+00:00] \"GET /a HTTP/1.1\" 200 5";

    @Test
    void readsWholeDirectivesAsTheyStandInAConfiguration() {
        String nginx =
                "nginx:log_format main '$remote_addr [$time_iso8601] \"$request\" '\n  # what's sent\n    '$status $body_bytes_sent';";
        String apache = "apache:LogFormat \"%h [%{%Y-%m-%dT%H:%M:%S%z}t] \\\"%r\\\" %>s %b\" main";

        assertEquals(read(SHORT, LINE), read(nginx, LINE));
        assertEquals(read(SHORT, LINE), read(apache, LINE.replace("+00:00", "+0000")));
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 100, 685})
    void looksAtEachByteOfALineAFewTimesHoweverManyFieldsEndAtTheirLastColon(int chained) {
        List<PatternLayout.Field> fields = new ArrayList<>();
        for (int i = 0; i < chained; i++) fields.add(new PatternLayout.Field("v" + i, ":"));
        fields.add(new PatternLayout.Field("z", " end"));
        var layout = new PatternLayout("", fields, new PatternLayout.Style(Escapes.BACKSLASH, false, false));
        var cutter = new PatternLayout.Cutter(layout, List.of("v0", "v1", "z"));
        byte[] line = (":".repeat(chained + 1) + "x".repeat(20_000) + " end").getBytes(StandardCharsets.UTF_8);
        var row = new LineFields(3);

        assertTrue(cutter.cut(line, 0, row).isEmpty());

        assertEquals(List.of(":", "", "x".repeat(20_000)), List.of(row.text(0), row.text(1), row.text(2)));
        assertTrue(cutter.chained() < 3L * line.length, () -> cutter.chained() + " of " + line.length);
    }

    @Test
    void leavesAnAddressItsColonsBeforeAPort() {
        String format = "nginx:$remote_addr:$remote_port:$x [$time_iso8601] \"$request\" $status $body_bytes_sent";

        LoggedRequest access = access(format, "2001:db8::1:443:7 " + LINE.substring(LINE.indexOf('[')));

        assertEquals("2001:db8::1", access.client());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "bytes 0-100000/1507691856|206|-|0|1507691856",
                "bytes 500-999/*|206|-|500|",
                "bytes */1500|416|-||1500",
                "-|206|bytes=700-|700|",
                "-|206|bytes=700-799|700|",
                "-|206|bytes=-500||",
                "-|206|bytes=0-1,5-9||",
                "-|200|bytes=700-||",
            })
    void takesTheRangeFromTheAnswerElseFromTheRequest(
            String content, String status, String range, Long start, Long size) {
        String format = "nginx:$remote_addr $msec \"$request\" $status \"$http_range\" \"$sent_http_content_range\"";

        LoggedRequest access = access(
                format,
                "192.0.2.7 1795150794.123 \"GET / HTTP/1.1\" " + status + " \"" + range + "\" \"" + content + "\"");

        assertEquals(new SentPart(start, size), access.part());
        assertEquals(1_795_150_794_123L, access.timeMillis());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "nonsense|line|column 1: must be remote_addr, with ' [' after it",
                "192.0.2.7 [2026-11-20T04:59:54Z] GET|line|column 12: must be time_iso8601, with '] \"' after it",
                "192.0.2.7 [yesterday] \"GET / HTTP/1.1\" 200 5|time|column 12: must be a time such as 20/Nov/2026:04:59:54 +0000, "
                        + "2026-11-20T04:59:54Z or 1795150794.123; if it has no offset, its zone must be given",
                "192.0.2.7 [2026-11-20 04:59:54] \"GET / HTTP/1.1\" 200 5|time|column 12: must be a time such as "
                        + "20/Nov/2026:04:59:54 +0000, 2026-11-20T04:59:54Z or 1795150794.123; if it has no offset, its zone must be given",
                "192.0.2.7 [2026-11-20T04:59:54Z] \"GET / HTTP/1.1\" OK 5|status|column 51: must be three digits",
                "192.0.2.7 [2026-11-20T04:59:54Z] \"GET / HTTP/1.1\" 200 many|bytes|column 55: must be \"-\" or an integer, 0 or more",
                "192.0.2.7 [2026-11-20T04:59:54Z] \"GET / HTTP/1.1\" 200 5 \"-\"|bytes|column 55: must be \"-\" or an integer, 0 or more",
            })
    void saysInWhichColumnWhatWasExpected(String line, String field, String error) {
        assertEquals(new ParsedLine.Unreadable(field, error), read(SHORT, line));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "apache-vhost|Nov 23 04:00:00 lb nginx:",
                "apache-vhost|<190>1 2026-11-23T04:00:00Z lb nginx 17 - -",
                "apache-vhost|2026-11-23T04:00:00+00:00 lb nginx:",
                "apache-vhost|2026-11-23T04:00:00.123456789Z stdout F",
                "nexus|lb",
                "apache:%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"|files.example.org:443",
                "apache:%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"|web_1",
                "apache:%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\"|Nov 23 04:00:00 lb httpd:",
            })
    void refusesLinesWithAPrefixThatThePatternLacks(String format, String prefix) {
        for (String user : List.of("-", "alice", "alice smith")) {
            String line =
                    "192.0.2.7 - " + user + " [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 5 \"-\" \"curl/8\"";
            if (format.equals("nexus")) line = line.replace("\"-\" \"curl/8\"", "5 7 \"curl/8\" [q]");

            assertInstanceOf(ParsedLine.Unreadable.class, read(format, prefix + " " + line), line);
            String own = format.equals("apache-vhost") ? "files.example.org:443 " : "";
            assertEquals(
                    user.equals("-") ? "" : user, access(format, own + line).user());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$http_x_forwarded_for|192.0.2.7, 10.0.0.1",
                "$upstream_addr|10.0.0.1:80, 10.0.0.2:80",
                "$upstream_response_time|0.1, 0.2 : 0.3",
            })
    void readsTheListsOfNginxBeforeABracket(String variable, String value) {
        String format = "nginx:$remote_addr $host " + variable + " [$time_iso8601] \"$request\" $status";

        String line = "192.0.2.7 h " + value + " [2026-11-20T04:59:54+00:00] \"GET / HTTP/1.1\" 200";
        assertEquals("192.0.2.7", access(format, line).client());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "192.0.2.7:443|192.0.2.7",
                "[2001:db8::1]:443|2001:db8::1",
                "access.log:192.0.2.7|access.log:192.0.2.7",
                "nginx: 192.0.2.7|nginx: 192.0.2.7",
            })
    void cutsNothingButAPort(String logged, String client) {
        String format = "nginx:\"$remote_addr\" [$time_iso8601] \"$request\" $status";

        String line = '"' + logged + "\" [2026-11-20T04:59:54+00:00] \"GET / HTTP/1.1\" 200";
        assertEquals(client, access(format, line).client());
    }

    @Test
    void refusesTheWordsOfSquidBehindAPrefix() {
        String line =
                "1795150794.123    180 192.0.2.7 TCP_MISS/200 1472 GET http://files.example.org/org/m - HIER/- a/b";

        assertEquals("192.0.2.7", access("squid", line).client());
        assertInstanceOf(ParsedLine.Unreadable.class, read("squid", "2026-11-23T04:00:00.123456789Z stdout F " + line));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"combined", "traefik", "nginx:$remote_addr - $remote_user [$time_local] \"$request\" $status"})
    void refusesLinesThatOnlyCarriageReturnsPart(String format) {
        String line = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200";
        if (!format.startsWith("nginx")) line += " 5 \"-\" \"curl/8\"";
        if (format.equals("traefik")) line += " 61 \"files@docker\" \"http://198.51.100.4:80\" 12ms";

        assertInstanceOf(LoggedRequest.class, read(format, line));
        assertInstanceOf(ParsedLine.Unreadable.class, read(format, line + '\r' + line));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "nginx:$remote_addr$status|has no separator between remote_addr and status",
                "apache:%h%l %r %>s|apache:…: has no separator between %h and %l",
                "nginx:nothing|names no field",
                "nginx:$remote_addr $request $time_local|has none of status, from which the status is read",
                "nginx:$status $request $time_local|has none of remote_addr, realip_remote_addr, http_x_forwarded_for, "
                        + "proxy_add_x_forwarded_for, http_forwarded …, from which the client is read",
                "apache:%h %t %>s|has none of %r, %m, from which the method is read",
                "nginx:log_format main escape=jsn '$remote_addr'|escape=jsn is not one of",
                "file:/no/such.format|no such file: /no/such.format",
                "squit|is not one of combined, ndjson, ",
            })
    void refusesADeclarationThatCannotWork(String declaration, String reason) {
        var refused = assertThrows(IllegalArgumentException.class, () -> Formats.of(declaration));

        assertTrue(String.valueOf(refused.getMessage()).contains(reason), refused.getMessage());
    }

    @Test
    void saysThatADeclarationIsNotUtf8(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("a"), "about: \u00fc\n", StandardCharsets.ISO_8859_1);

        var refused = assertThrows(IllegalArgumentException.class, () -> Formats.of("file:" + file));
        assertEquals("format: " + file + " cannot be read: it is not UTF-8", refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "nexus|192.0.2.7 - anonymous [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 - 1 15 \"m/3\" [q]|false|m/3",
                "traefik|192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"-\" 1 \"-\" \"-\" 1ms|false|",
                "squid|1795150794.123 1 192.0.2.7 TCP_X/200 1 GET http://h/a alice HIER_NONE/- -|true|",
                "apache-vhost|h:1 192.0.2.7 - \"\" [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"m/3\"|false|m/3",
            })
    void takesNobodyForAUser(String format, String line, boolean isUser, String agent) {
        LoggedRequest access = access(format, line);

        assertEquals(isUser, access.isAuthenticated());
        assertEquals(agent == null ? "" : agent, access.agent());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "192.0.2.7|192.0.2.7",
                "2001:db8::1, 198.51.100.1|2001:db8::1",
                "unknown, 192.0.2.7, 198.51.100.1|192.0.2.7",
                "_hidden, [2001:db8::1]:443|2001:db8::1",
                "192.0.2.7:5000, 198.51.100.1|192.0.2.7",
                "unknown, nobody|",
            })
    void takesTheLeftMostAddressForTheClient(String forwarded, String client) {
        String line =
                forwarded + " - - [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"-\" 1 \"-\" \"-\" 1ms";

        LoggedRequest access = access("traefik", line);
        var chooser = new ClientChooser(ProxyTrust.UNSET);
        assertEquals(
                client == null ? "" : client,
                chooser.choose(access.client(), access.trail().list()).address());
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "apache:%h %t \"%r\" %>s|true",
                "apache:%a %t \"%r\" %>s %h|false",
                "apache:%v %h %t \"%r\" %>s|false",
                "combined|true",
                "fastly|false",
                "caddy|false",
            })
    void knowsIfTheClientIsTheFirstWordAndNowhereElse(String format, boolean isFirst) {
        assertEquals(isFirst, Formats.of(format).startsWithClient());
    }

    @Test
    void leavesOutWhatAClientBrokeOff() {
        String line =
                "192.0.2.7:33317 [20/Nov/2026:04:59:54.655] f b/s 1/0/0/0/1 -1 0 - - CR-- 1/1/1/1/0 0/0 \"<BADREQ>\"";

        assertEquals(ParsedLine.Skipped.INSTANCE, read("haproxy", line));
    }

    /** HAProxy's {@code format iso} and {@code httplog clf}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-20T04:59:54.217352+00:00 192.0.2.7:33317 [20/Nov/2026:04:59:54.655] f b/s 1/0/0/0/1 200 7 - - ----"
                        + " 1/1/1/1/0 0/0 \"GET /a HTTP/1.1\"",
                "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 7 \"\" \"\" 33317 578 \"f\" \"b\" \"s\" 0 0 0"
                        + " 26 29 ---- 3 1 2 2 0 0 0 \"\" \"\" \"x\" ",
            })
    void refusesAClientThatIsSeveralWords(String line) {
        assertEquals(
                "column 1: must be client, without a space: the line may have an extra field before it",
                ((ParsedLine.Unreadable) read("haproxy", line)).error());
    }

    /** But the first two as HAProxy 2.6 writes them, from {@code format local} to {@code timed}. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Nov 20 04:59:54 lb haproxy[17]: ",
                "<134>Nov 20 04:59:54 haproxy[17]: ",
                "<134>Nov 20 04:59:54 lb haproxy[17]: ",
                "<134>1 2026-11-20T04:59:54.118687+00:00 lb haproxy 17 - - ",
                "<134>1 2026-11-20T04:59:54.118687+00:00 - haproxy 17 - [a@1 bytes=\"7\" path=\"/a]b[c: \"][b c=\"\\\"\"] ",
                "<134>",
                "<6>",
                "<6>2026-11-20T04:59:54.217352+00:00 ",
            })
    void findsTheClientWhateverIsInTheHeadersThatAProxyCaptured(String prefix) {
        String line = prefix + "192.0.2.7:33317 [20/Nov/2026:04:59:54.655] f b/s 1/0/0/0/1 200 7 - - ---- 1/1/1/1/0 0/0"
                + " {Mozilla/5.0 (rv: 1)} \"GET /a HTTP/1.1\"";

        assertEquals("192.0.2.7", access("haproxy", line).client());
    }

    /** As of <a href="https://developers.cloudflare.com/logs/logpush/logpush-job/subrequests/">Logpush's subrequests</a>. */
    @ParameterizedTest
    @CsvSource({
        "WorkerSubrequest, true, false",
        "WorkerSubrequest, false, true",
        "ClientRequestSource, edgeWorkerFetch, false",
        "ClientRequestSource, eyeball, true",
    })
    void takesAVisitorsRequestToAWorkerForOne(String field, String value, boolean isRequest) {
        String line = Formats.preset("cloudflare").about().samples().get(0).replaceFirst("}$", ",\"%s\":%s}");
        String spelled = field.equals("WorkerSubrequest") ? value : '"' + value + '"';

        assertEquals(isRequest, read("cloudflare", line.formatted(field, spelled)) instanceof LoggedRequest);
    }

    @Test
    void readsSeveralUpstreamsAsOneField() {
        String format = "nginx:$upstream_addr $remote_addr [$time_iso8601] \"$request\" $status";

        assertEquals(
                "192.0.2.7",
                access(
                                format,
                                "198.51.100.1:80, 198.51.100.2:80 192.0.2.7 [2026-11-20T04:59:54Z] \"GET / HTTP/1.1\" 200")
                        .client());
    }

    /** The first lines are of Apache 2.4 and nginx 1.22, to whose configurations the formats were added. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "apache:%a %u %t \"%m %U%q %H\" %>s|192.0.2.7 - [20/Nov/2026:04:59:54 +0000] \"GET /a%2541 b?c?d HTTP/1.1\" 200",
                "apache:%a %u %t \"%m https://%v%U %H\" %>s|192.0.2.7 - [20/Nov/2026:04:59:54 +0000] \"GET https://h/a%2541 b HTTP/1.1\" 200",
                "apache:LogFormat '%a %t \"%m %U\" %>s' x|192.0.2.7 [20/Nov/2026:04:59:54 +0000] \"GET /a%2541 b\" 200",
                "apache:%a [%{%d/%b/%Y %T}t.%{msec_frac}t %{%z}t] \"%m %U\" %>s|192.0.2.7 [20/Nov/2026 04:59:54.000 +0000] \"GET /a%2541 b\" 200",
                "apache:%a [%{%Y-%m-%d %T %Z}t] \"%m %U\" %>s|192.0.2.7 [2026-11-20 04:59:54 UTC] \"GET /a%2541 b\" 200",
                "apache:%{%Y-%m-%d %T %z}t %a \"%m %U\" %>s|2026-11-20 04:59:54 +0000 192.0.2.7 \"GET /a%2541 b\" 200",
                "apache:%{%Y-%m-%d %T}t %{%z}t %a \"%m %U\" %>s|2026-11-20 04:59:54 +0000 192.0.2.7 \"GET /a%2541 b\" 200",
                "nginx:$time_local $remote_addr $request_method \"$uri\" $status|20/Nov/2026:04:59:54 +0000 192.0.2.7 GET \"/a%2541 b\" 200",
                "apache:%a %{c}a %t \"%m %U\" %>s %s|192.0.2.7 198.51.100.1 [20/Nov/2026:04:59:54 +0000] \"GET /a%2541 b\" 200 302",
                "nginx:log_format t '$remote_addr\\t$msec\\t$request_method\\t$uri\\t$status';|192.0.2.7\t1795150794.000\tGET\t/a%2541 b\t200",
                "nginx:$remote_addr\\t$msec\\t$request_method\\t$uri\\t$status|192.0.2.7\t1795150794.000\tGET\t/a%2541 b\t200",
                "nginx:$remote_addr $msec $request_method \"$uri$is_args$args\" $status|192.0.2.7 1795150794.000 GET \"/a%2541 b?c?d\" 200",
                "nginx:$remote_addr $msec $request_method $scheme://$host$request_uri $status|192.0.2.7 1795150794.000 GET https://h/a%252541%20b?/c 200",
                "nginx:$remote_addr:$remote_port [$msec] \"$request_method $uri $server_protocol\" $status|192.0.2.7:4711 [1795150794.000] \"GET /a%2541 b HTTP/2.0\" 200",
            })
    void readsWhatServersWriteByTheStringsOfTheirConfigurations(String format, String line) {
        LoggedRequest access = access(format, line);

        assertEquals("192.0.2.7", access.client());
        assertEquals(1_795_150_794_000L, access.timeMillis());
        assertEquals(200, access.status());
        assertEquals("GET /a%252541%20b", access.request().replaceFirst("\\?.*", ""));
    }

    /** nginx writes a dash for no query only where it escapes by default. */
    @ParameterizedTest
    @CsvSource({"default, /a, /a-", "default, /a-, /a--", "default, /a-, /a-?b", "json, /a-, /a-", "none, /a-, /a-"})
    void cutsTheDashThatIsNoQueryFromAPath(String escape, String path, String logged) {
        String format = "log_format t escape=" + escape + " '$remote_addr [$time_iso8601] \"$uri$is_args$args\" "
                + "$request_method $status'";
        String line = "192.0.2.7 [2026-11-20T04:59:54+00:00] \"" + logged + "\" GET 200";

        assertEquals("GET " + path, access("nginx:" + format, line).request());
    }

    /** As of Apache's {@code combinedio}, whose last number has the headers in it. */
    @Test
    void takesADashForNoBytesWhateverElseTheLineCounts() {
        String line = "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET / HTTP/1.1\" 200 - \"-\" \"x\" 512 272";

        assertEquals(
                0,
                access("apache:%h %l %u %t \"%r\" %>s %b \"%{Referer}i\" \"%{User-Agent}i\" %I %O", line)
                        .bytes());
    }

    @Test
    void cutsThePortFromAnIpv6AddressAtItsLastColon() {
        String format = "nginx:$remote_addr:$remote_port - $remote_user [$time_iso8601] \"$request\" $status";

        String line = "2001:db8::7:4711 - bob [2026-11-20T04:59:54+00:00] \"GET / HTTP/1.1\" 200";
        assertEquals("2001:db8::7", access(format, line).client());
    }

    private static ParsedLine read(String format, String line) {
        LineFormat declared = Formats.of(format);
        return (declared.isZoneMissing() ? declared.in(ZoneOffset.UTC) : declared)
                .open()
                .parse(line.getBytes(StandardCharsets.UTF_8));
    }

    private static LoggedRequest access(String format, String line) {
        if (read(format, line) instanceof LoggedRequest access) return access;
        throw new AssertionError(read(format, line));
    }
}
