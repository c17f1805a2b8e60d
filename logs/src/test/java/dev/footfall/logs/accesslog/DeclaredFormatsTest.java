package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RejectedEvent;
import dev.footfall.logs.logformat.Formats;
import dev.footfall.logs.logformat.Servers;
import dev.footfall.logs.logformat.Servers.Server;
import dev.footfall.logs.logformat.Truth;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DeclaredFormatsTest {
    private static final int REQUESTS = 200;

    @TempDir
    private Path directory;

    @ParameterizedTest
    @MethodSource("servers")
    void givesTheSameEventsInAnyOrderAndAgain(Server server) throws Exception {
        var random = new Random(7);
        List<Truth> truths = new ArrayList<>(
                Stream.generate(() -> Truth.random(random)).limit(REQUESTS).toList());
        truths.add(truths.get(0));

        List<DownloadEvent> once = events(server, truths);
        Collections.shuffle(truths, random);

        assertEquals(REQUESTS + 1, once.size());
        assertEquals(
                REQUESTS + 1, once.stream().map(DownloadEvent::id).distinct().count());
        assertEquals(once, events(server, truths));
    }

    @ParameterizedTest
    @MethodSource("servers")
    void keepsEveryClientOutOfItsEvents(Server server) throws Exception {
        var random = new Random(8);
        List<Truth> truths =
                Stream.generate(() -> Truth.random(random)).limit(REQUESTS).toList();

        for (DownloadEvent event : events(server, truths)) {
            String json = new String(EventCodec.encode(event), StandardCharsets.UTF_8);
            for (Truth truth : truths) assertFalse(json.contains(truth.client()), json);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"s3", "caddy", "cloudfront", "apache-vhost", "haproxy"})
    void keepsNoTextOfAnUnreadableLineWhereTheClientCouldBeAnywhere(String format) {
        LogFormat declared = LogFormat.of(Formats.preset(format).in(ZoneOffset.UTC));
        var settings = new LogSettings(declared, Routes.of(List.of()), "s", Logs.SECRET);

        LineOutcome outcome = Logs.lines(settings).read(Logs.latin1("client.example.org and more"), 3);

        RejectedEvent rejected =
                assertInstanceOf(LineOutcome.Rejected.class, outcome).event().get();
        assertEquals(new RejectedEvent.FromLine("s", 3, ""), rejected.origin());
    }

    @Test
    void demandsTheZoneOfTimesThatHaveNoOffset() {
        LogFormat haproxy = LogFormat.of(Formats.preset("haproxy"));

        var refused = assertThrows(
                IllegalArgumentException.class, () -> new LogSettings(haproxy, Routes.of(List.of()), "s", Logs.SECRET));

        assertEquals("the times of haproxy have no offset: set their zone with --zone", refused.getMessage());
    }

    @Test
    void knowsTheColumnsOfAFileThatIsTakenUpFarFromItsHeader() throws IOException {
        String header = "#Fields: date time cs-method cs-uri-stem c-ip sc-status\n";
        String passed = header + "\n".repeat(LineCounts.WINDOW_LINES + 1);
        Path file = Files.writeString(
                directory.resolve("u_ex.log"),
                passed + "2026-11-20 04:59:54 GET /org/m/resolve/main/f 192.0.2.7 200\n");
        var settings = new LogSettings(LogFormat.of(Formats.preset("iis")), Routes.of(List.of()), "s", Logs.SECRET);
        var position = new FilePosition(
                TailedFile.keyOf(file), passed.length(), LineCounts.WINDOW_LINES, FileFingerprint.EMPTY);
        var batch = new LineBatch();

        try (TailedFile followed = TailedFile.open(file, position, Logs.lines(settings), Logs.SECRET)) {
            followed.readInto(batch, new SampledFaults(Logs.CLOCK), 10, 10);
        }

        assertEquals(1, batch.totals().published(), batch.totals().toString());
    }

    static Stream<Server> servers() {
        return Servers.all();
    }

    private List<DownloadEvent> events(Server server, List<Truth> truths) throws IOException, InterruptedException {
        var text = new ByteArrayOutputStream();
        for (byte[] line : server.log(truths)) {
            text.write(line);
            text.write('\n');
        }
        Path file = Files.write(directory.resolve("log"), text.toByteArray());
        var settings = new LogSettings(LogFormat.of(server.lineFormat()), Routes.of(List.of()), "files", Logs.SECRET);
        var publisher = new RecordingPublisher();
        ImportResult result = Logs.importInto(publisher, settings, file);
        assertEquals(0, result.totals().rejected(), result.toString());
        return publisher.events.stream()
                .sorted(Comparator.comparing(DownloadEvent::id))
                .toList();
    }
}
