package dev.footfall.logs.accesslog;

import dev.footfall.ingest.VisitorSecret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Settings and lines for the tests of this package. */
public final class Logs {
    public static final VisitorSecret SECRET = new VisitorSecret(new byte[32]);
    public static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-20T12:00:00Z"), ZoneOffset.UTC);

    private Logs() {}

    static LogSettings combined(String... routes) {
        return new LogSettings(LogFormat.COMBINED, Routes.of(List.of(routes)), LogSettings.DEFAULT_SOURCE, SECRET);
    }

    static LineInterpreter lines(LogSettings settings) {
        return LineInterpreters.of(settings, CLOCK, LogFindings.ofClients(new ClientShares()));
    }

    /** A key that a test knows of the UTC day of this time. */
    static VisitorSecret keyOfDay(Instant time) {
        return SECRET.with(time.toString().substring(0, "2026-11-20".length()).getBytes(StandardCharsets.UTF_8));
    }

    /** A download of this file at this second, with a line end. */
    public static String line(int second, String file) {
        return "192.0.2.7 - - [20/Nov/2026:04:%02d:%02d +0000] \"GET /org/m/resolve/main/%s HTTP/1.1\" 200 12 \"-\" \"x/1\"\n"
                .formatted(second / 60, second % 60, file);
    }

    static byte[] latin1(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Path gzip(Path target, String text) {
        try (var output = new GZIPOutputStream(Files.newOutputStream(target))) {
            output.write(latin1(text));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ImportResult importInto(RecordingPublisher publisher, LogSettings settings, Path... files)
            throws InterruptedException {
        var sender = new BatchSender(publisher, duration -> {}, notice -> {});
        return new AccessLogImport(settings, sender, new ImportListener() {}, CLOCK).run(List.of(files));
    }
}
