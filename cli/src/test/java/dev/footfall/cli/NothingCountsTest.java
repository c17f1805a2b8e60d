package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NothingCountsTest {
    private static final String NONE = "routed requests are";

    @TempDir
    private Path directory;

    private final Terminal terminal = new Terminal();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET 302, GET 307|2 of 2 routed requests are redirects: none counts unless counting.redirects=count",
                "HEAD 302, GET 302, GET 302|2 of 3 routed requests are redirects, 1 are HEAD: none counts unless "
                        + "counting.redirects=count",
                "GET 301|1 of 1 routed requests are redirects: none counts",
                "HEAD 200, HEAD 302|2 of 2 routed requests are HEAD: none counts",
                "GET 304, GET 304|2 of 2 routed requests are 304 (not modified): none counts",
                "GET 404, GET 503, GET 304|2 of 3 routed requests are errors, 1 are 304 (not modified): none counts",
                "PUT 201|1 of 1 routed requests are PUT: none counts",
                "GET 204|1 of 1 routed requests are answered 204: none counts",
            })
    void saysWhyNoRoutedRequestCounts(String requests, String reason) throws IOException {
        assertEquals(0, dryRun(requests), terminal::err);

        assertTrue(terminal.out().endsWith("\n" + reason + "\n"), terminal::out);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"GET 302, GET 200", "GET 200", "GET 206", "HEAD 200, GET 302, GET 206", "GET /favicon.ico 404"})
    void saysNothingWhereSomethingCountsOrNothingIsRouted(String requests) throws IOException {
        assertEquals(0, dryRun(requests), terminal::err);

        assertFalse(terminal.out().contains(NONE), terminal::out);
    }

    @Test
    void saysNothingOfRedirectsThatCount() throws IOException {
        assertEquals(0, dryRun("GET 302", "--set", "counting.redirects=count"), terminal::err);

        assertFalse(terminal.out().contains(NONE), terminal::out);
    }

    @Test
    void judgesByTheDefaultRulesWhereTheFileOfRulesIsElsewhere() throws IOException {
        assertEquals(0, dryRun("HEAD 200", "--set", "rules.file=" + directory.resolve("none.yaml")), terminal::err);

        assertTrue(terminal.out().endsWith("\n1 of 1 routed requests are HEAD: none counts\n"), terminal::out);
    }

    @Test
    void saysThatEveryPartIsALaterOne() throws IOException {
        String format = "nginx:$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent \"$http_user_agent\" "
                + "\"$sent_http_content_range\"";
        String line = "192.0.2.7 [2026-11-20T04:59:54Z] \"GET /acme/heron/resolve/main/w.bin HTTP/1.1\" 206 9 \"x/1\" "
                + "\"bytes %d-%d/100\"\n";

        assertEquals(0, run(line.formatted(10, 18) + line.formatted(20, 28), "--format", format), terminal::err);
        assertTrue(terminal.out().endsWith("\n2 of 2 routed requests are 206 parts: none counts\n"), terminal::out);
    }

    private int dryRun(String requests, String... options) throws IOException {
        var log = new StringBuilder();
        for (String request : requests.split(", ", -1)) {
            String[] words = request.split(" ", -1);
            String path = words.length == 3 ? words[1] : "/acme/heron/resolve/main/w.bin";
            log.append("192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"%s %s HTTP/1.1\" %s 0 \"-\" \"curl/8\"\n"
                    .formatted(words[0], path, words[words.length - 1]));
        }
        return run(log.toString(), options);
    }

    private int run(String log, String... options) throws IOException {
        terminal.clear();
        Path file = Files.writeString(directory.resolve("access.log"), log);
        var arguments = new String[options.length + 3];
        arguments[0] = "import";
        arguments[1] = file.toString();
        arguments[2] = "--dry-run";
        System.arraycopy(options, 0, arguments, 3, options.length);
        return terminal.execute(arguments);
    }
}
