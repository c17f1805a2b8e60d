package dev.footfall.logs.logformat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class GoogleAgentTest {
    private static final String LINE =
            "192.0.2.7 - - [20/Nov/2026:04:59:54 +0000] \"GET /org/m/resolve/main/f.bin HTTP/1.1\" 200 12 \"-\" \"x/1\"";

    @Test
    void leavesOutWhatGoogleAppendsToAnAgent() {
        String[] agents = {"x/1", "x/1,gzip(gfe)", "x/1, gzip(gfe)", "x/1 gzip(gfe)", "x/1,gzip(gfe),gzip(gfe)"};
        for (String agent : agents) {
            assertEquals("x/1", request("combined", LINE.replace("x/1", agent)).agent());
        }
        assertFalse(request("combined", LINE.replace("x/1", "gzip(gfe)")).hasAgent());
        assertEquals(
                "x/1 gzip(gfe) y",
                request("combined", LINE.replace("x/1", "x/1 gzip(gfe) y")).agent());
    }

    @Test
    void leavesItOutInUsageLogsOfStorage() {
        LineParser gcs = Formats.of("gcs").open();
        var agents = Formats.of("gcs").about().samples().stream()
                .map(line -> line.replace("curl/8.5.0", "curl/8.5.0,gzip(gfe)"))
                .map(line -> gcs.parse(line.getBytes(StandardCharsets.UTF_8)))
                .filter(LoggedRequest.class::isInstance)
                .map(line -> ((LoggedRequest) line).agent())
                .toList();

        assertEquals(List.of("curl/8.5.0"), agents);
    }

    private static LoggedRequest request(String format, String line) {
        return assertInstanceOf(LoggedRequest.class, parse(format, line), line);
    }

    private static ParsedLine parse(String format, String line) {
        return Formats.of(format).open().parse(line.getBytes(StandardCharsets.UTF_8));
    }
}
