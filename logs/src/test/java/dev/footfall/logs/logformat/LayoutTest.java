package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.logs.logformat.ParsedLine.Skipped;
import dev.footfall.logs.logformat.ParsedLine.Unreadable;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {
    private static final String NGINX =
            "{\"msec\":1795150794.1,\"remote_addr\":\"192.0.2.7\",\"request\":\"GET /a\",\"status\":200,%s}";

    @Test
    void readsColumnsByNameWhereverTheyStandAndWhenTheyChangeInsideAFile() {
        LineParser iis = Formats.preset("iis").open();

        assertEquals(
                new Unreadable("line", "column 1: must come after a line that begins with '#Fields:'"),
                parse(iis, "2026-11-20 04:59:54 GET /a 192.0.2.7 200"));
        parse(iis, "#Fields: date time cs-method cs-uri-stem c-ip sc-status");
        assertEquals(
                "192.0.2.7",
                access(iis, "2026-11-20 04:59:54 GET /a 192.0.2.7 200").client());
        parse(iis, "#Fields: c-ip sc-status date time cs-method cs-uri-stem cs(User-Agent)");
        assertEquals(
                "my agent/1",
                access(iis, "192.0.2.8 200 2026-11-20 04:59:54 GET /a my+agent/1")
                        .agent());
    }

    /** As of <a href="https://cloud.google.com/storage/docs/json_api/v1/objects/get">Objects: get</a>. */
    @ParameterizedTest
    @CsvSource({
        "GET_Object, /models/org/m.bin, true",
        "GET_Object, /models/org/m.bin?alt=media&a=b, true",
        "storage.objects.get, /download/storage/v1/b/models/o/org%2Fm.bin?alt=media, true",
        "storage.objects.get, /storage/v1/b/models/o/org%2Fm.bin?generation=1&alt=media&a=b, true",
        "storage.objects.get, /storage/v1/b/models/o/org%2Fm.bin?alt=json, false",
        "storage.objects.get, /storage/v1/b/models/o/org%2Fm.bin, false",
    })
    void takesAReadOfMetadataForNoDownload(String operation, String uri, boolean isDownload) {
        LineParser gcs = Formats.preset("gcs").open();
        parse(gcs, "time_micros,c_ip,cs_method,cs_uri,sc_status,cs_operation,cs_object");
        String row = "1795150794123456,192.0.2.7,GET," + uri + ",200," + operation + ",org/m.bin";

        String request = access(gcs, row).request();

        assertEquals(isDownload ? "GET /org/m.bin" : "storage /org/m.bin", request);
    }

    @Test
    void skipsNoRequestForTheNamesOfTheColumns() {
        LineParser gcs = Formats.preset("gcs").open();
        String row = "1795150794123456,192.0.2.7,GET,/a,200,GET_Object";

        assertEquals(
                new Unreadable("line", "column 1: must come after a first line with the names of the columns"),
                parse(gcs, row));
        assertEquals(Skipped.INSTANCE, parse(gcs, "time_micros,c_ip,cs_method,cs_object,sc_status,cs_operation"));
        assertEquals("192.0.2.7", access(gcs, row).client());
    }

    @Test
    void readsTheColumnsOfJoinedFilesByTheNamesOfEach() {
        LineParser gcs = Formats.preset("gcs").open();
        parse(gcs, "sc_bytes,time_micros,c_ip,cs_method,cs_object,sc_status,cs_user_agent,cs_operation");
        parse(gcs, "7,1795150794123456,192.0.2.7,GET,/a,200,a,GET_Object");

        assertEquals(
                Skipped.INSTANCE,
                parse(gcs, "cs_user_agent,time_micros,c_ip,cs_method,cs_object,sc_status,sc_bytes,cs_operation"));
        String names = "\"time_micros,c_ip,cs_method,cs_object,sc_status,sc_bytes,cs_user_agent,cs_operation\"";
        for (String agent : new String[] {"8", "c_ip", names}) {
            LoggedRequest read = access(gcs, agent + ",1795150794123456,192.0.2.7,GET,/a,200,9,GET_Object");
            assertEquals(agent.replace("\"", ""), read.agent());
            assertEquals(9, read.bytes());
        }
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {"\"curl/8", "curl/8\"", "\"", "\"a\"b"})
    void countsWhoSendsAnAgentWithAQuoteThatNobodyCloses(String agent) {
        LineParser iis = Formats.preset("iis").open();
        parse(iis, "#Fields: date time cs-method cs-uri-stem cs(User-Agent) c-ip sc-status");

        assertEquals(
                agent,
                access(iis, "2026-11-20 04:59:54 GET /a " + agent + " 192.0.2.7 200")
                        .agent());
        String pipes = "2026-11-20T04:59:54Z|d5|192.0.2.7|anonymous|GET|/a|200|-1|7|15|" + agent;
        assertEquals(agent, access(Formats.preset("artifactory").open(), pipes).agent());
        assertEquals(
                new Unreadable("line", "column 28: the quote is not closed, in cs(User-Agent)"),
                parse(iis, "2026-11-20 04:59:54 GET /a \"curl 8 192.0.2.7 200"));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "s3|79a5 b [20/Nov/2026:04:59:54 +0000] 192.0.2.7 - 3E REST.HEAD.OBJECT k \"HEAD /k HTTP/1.1\" 200 - - 1 1 1 \"-\" \"x\" -",
                "s3|79a5 b [20/Nov/2026:04:59:54 +0000] 192.0.2.7 - 3E BATCH.DELETE.OBJECT k \"-\" 204 - - - 1 1 \"-\" \"-\" -",
                "s3|79a5 b [20/Nov/2026:04:59:54 +0000] 192.0.2.7 arn:u 3E BATCH.DELETE.OBJECT k - 204 - - - - - - - - h= SigV4",
                "s3|79a5 b [20/Nov/2026:04:59:54 +0000] 192.0.2.7 79a5 3E REST.COPY.OBJECT_GET k - 200 - - 48 - - - - -",
                "caddy|{\"msg\":\"NOP\",\"ts\":1795150794.1}",
                "caddy|2026/11/20 04:59:54.123\tDEBUG\thttp.handlers.x\tblocked\t{\"client_ip\":\"192.0.2.7\",\"status\":403}",
                "cloudflare|{\"ClientIP\":\"192.0.2.7\",\"EdgeResponseStatus\":0}",
                "alb|https 2026-11-20T04:59:54Z a 192.0.2.7:1 - -1 -1 -1 - - 0 0 \"- http://h:80- -\" \"-\" - -",
            })
    void skipsWhatIsNoDownload(String format, String line) {
        assertEquals(Skipped.INSTANCE, parse(Formats.preset(format).open(), line));
    }

    @ParameterizedTest
    @ValueSource(strings = {"caddy", "ceph-ops-log", "azure-storage-json"})
    void refusesALineThatDoesNotSayItsOperation(String format) {
        String traefik = Formats.preset("traefik-json").about().samples().get(0);

        assertInstanceOf(Unreadable.class, parse(Formats.preset(format).open(), traefik));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "iis|#Fields: date time cs-uri-stem c-ip sc-status|2026-11-20 04:59:54 /org/m/resolve/main/f 192.0.2.7 200",
                "cloudfront|#Fields: timestamp(ms)\tc-ip\tcs-uri-stem\tsc-status|1795150794123\t192.0.2.7\t/a\t200",
            })
    void refusesALogWithoutMethods(String format, String header, String line) {
        LineParser parser = Formats.preset(format).open();
        parse(parser, header);

        assertEquals(
                "method",
                assertInstanceOf(Unreadable.class, parse(parser, line)).field());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nginx-json|nonsense|json|column 1: must contain a JSON object, which begins with '{'",
                "nginx-json|{\"status\":200,}|json|column 15: must continue as JSON",
                "nginx-json|{\"status\":\"OK\",\"msec\":1795150794.1}|status|column 11: must be three digits",
                "cloudflare|{\"ClientIP\":\"192.0.2.7\",\"EdgeResponseStatus\":200}|time|column 1: is missing: the line "
                        + "has none of EdgeEndTimestamp, EdgeStartTimestamp",
                "artifactory|2026-11-20T04:59:54Z|d5|192.0.2.7|line|column 34: must have 11 fields, and has 3",
                "azure-blob|1.0;\"2026|line|column 5: the quote is not closed, in request-start-time",
            })
    void saysInWhichColumnWhatWasExpected(String row) {
        String format = row.substring(0, row.indexOf('|'));
        String text = row.substring(row.indexOf('|') + 1);
        int error = text.lastIndexOf('|');
        int field = text.lastIndexOf('|', error - 1);
        String line = text.substring(0, field);

        assertEquals(
                new Unreadable(text.substring(field + 1, error), text.substring(error + 1)),
                parse(Formats.preset(format).open(), line));
    }

    @Test
    void readsAnArrayWithAnObjectOnEachLine() {
        String object = "{\"operation\":\"get_obj\",\"time\":\"2026-11-20T04:59:54Z\",\"remote_addr\":\"192.0.2.7\","
                + "\"uri\":\"GET /a HTTP/1.1\",\"http_status\":\"200\",\"bytes_sent\":7}";
        LineParser parser = Formats.preset("ceph-ops-log").open();

        assertEquals(access(parser, object), access(parser, "[" + object + ","));
        assertEquals(access(parser, object), access(parser, object + ","));
        String escaped = object.replace("/a HTTP", "/\\x61 HTTP");
        assertEquals(access(parser, object), access(parser, escaped));
        assertEquals(access(parser, object), access(parser, escaped + ","));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            delimiter = '|',
            value = {
                "say \\\"hi\\\"|say \"hi\"",
                "say \\x22hi\\x22 \\x5C|say \"hi\" \\",
                "caf\\xC3\\xA9|caf\u00e9",
                "caf\\u00e9|caf\u00e9",
            })
    void readsJsonOfAnNginxThatWasNotToldToEscapeForIt(String written, String agent) {
        LineParser parser = Formats.preset("nginx-json").open();

        assertEquals(
                agent,
                access(parser, NGINX.formatted("\"http_user_agent\":\"" + written + "\""))
                        .agent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "layout: json|does not name the field from which the client is read",
                "layout: jason|line 1: layout is \"jason\", not one of combined, ",
                "layout: delimited tab|line 1: delimited needs tab, comma, ",
                "clint: a|line 1: there is no key \"clint\", but about, ",
                "nonsense|line 1: must be \"key: value\"",
                "client: a | quick|line 1: there is no step \"quick\", but percent, ",
                "client: a | before|line 1: the step \"before\" takes one argument",
                "zone: Mars|line 1: zone is \"Mars\", neither local nor a zone such as UTC",
                "keep: a|line 1: must be FIELD = VALUE",
                "about: nothing|has no layout",
            })
    void refusesADeclarationAndSaysWhichLineIsWrong(String text) {
        int reason = text.lastIndexOf('|');

        var refused = assertThrows(
                IllegalArgumentException.class, () -> DeclarationReader.read("own", text.substring(0, reason)));

        assertTrue(String.valueOf(refused.getMessage()).contains(text.substring(reason + 1)), refused.getMessage());
    }

    private static ParsedLine parse(LineParser parser, String line) {
        return parser.parse(line.getBytes(StandardCharsets.UTF_8));
    }

    private static LoggedRequest access(LineParser parser, String line) {
        return assertInstanceOf(LoggedRequest.class, parse(parser, line));
    }
}
