package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.VisitorId;
import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.Durability;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.logs.accesslog.AccessLogImport;
import dev.footfall.logs.accesslog.ImportListener;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log that is imported by the keys of days. */
class DayKeysIT {
    private static final LocalDate LAST = LocalDate.of(2026, 1, 6);
    private static final String MODEL = "acme/rocket";

    @TempDir
    Path directory;

    @Test
    @Tag("proof")
    void countsEachVisitOnceThroughAKillAndASecondImportAndLinksNoTwoDays() throws Exception {
        Path log = Files.writeString(directory.resolve("access.log"), lines());
        Path data = Files.createDirectory(directory.resolve("data"));
        long lines = Files.readAllLines(log).size();
        try (var footfall = running(data)) {
            importInto(footfall, data, log);
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> footfall.eventsRead() == lines);
            footfall.kill();
        }
        try (var footfall = running(data)) {
            importInto(footfall, data, log);
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> footfall.eventsRead() == 2 * lines);

            String rows = footfall.rows(MODEL, LAST);
            assertEquals(List.of("4", "3"), found(rows, "\"downloads\":([1-9])"));
            assertEquals(List.of("5", "3"), found(rows, "\"duplicate\":([1-9])"));
            assertEquals(6, visitors(footfall).size());
            assertKeysAreNowhere(footfall);
        }
    }

    private static RunningFootfall running(Path data) {
        var footfall = new RunningFootfall(data, "--set", "ingest.visitor-key=day");
        Awaitility.await().atMost(RunningFootfall.PATIENCE).until(footfall::isReady);
        return footfall;
    }

    private static List<String> found(String text, String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    /** Four visits of three clients on the first day, one of which goes on after midnight; three on the second. */
    private static String lines() {
        return Stream.of(
                        "192.0.2.7 05/Jan/2026:10:00:00",
                        "192.0.2.7 05/Jan/2026:23:59:59",
                        "192.0.2.7 06/Jan/2026:00:00:00",
                        "192.0.2.8 05/Jan/2026:12:00:00",
                        "192.0.2.8 06/Jan/2026:12:00:00",
                        "192.0.2.9 05/Jan/2026:12:10:00",
                        "192.0.2.9 05/Jan/2026:12:40:00",
                        "192.0.2.9 06/Jan/2026:12:00:00")
                .map(visit -> visit.split(" ", -1))
                .map(visit -> visit[0] + " - - [" + visit[1]
                        + " +0000] \"GET /acme/rocket/resolve/main/a HTTP/1.1\" 200 10 \"-\" \"curl/8\"\n")
                .collect(Collectors.joining());
    }

    private static void importInto(RunningFootfall footfall, Path data, Path log) throws Exception {
        RoomConfigs configs = RoomConfigs.of(Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", data.toString(),
                        "kafka.bootstrap-servers", footfall.bootstrapServers(),
                        "ingest.visitor-key", "day")));
        VisitorSecret secret = configs.secret();
        var settings = new LogSettings(LogFormat.COMBINED, Routes.of(List.of()), LogSettings.DEFAULT_SOURCE, secret);
        try (VisitorKeys keys = SharedLogs.keys(configs, secret);
                var publisher =
                        new KafkaEventPublisher(configs.publisher(), configs.partitions(), Durability.OF_REPLICAS)) {
            new AccessLogImport(settings.with(keys), publisher, new ImportListener() {}).run(List.of(log));
        }
    }

    private static void assertKeysAreNowhere(RunningFootfall footfall) throws Exception {
        List<String> keys = LogReader.records(footfall.bootstrapServers(), TopicSpec.VISITOR_KEYS.topic()).stream()
                .map(next ->
                        VisitorKey.decode(next.value()).value().orElseThrow().key())
                .toList();
        assertFalse(keys.isEmpty());
        String shown = footfall.output() + footfall.metrics();
        for (String secret : keys) assertFalse(shown.contains(secret), () -> "a key is shown in\n" + shown);
    }

    private static Set<VisitorId> visitors(RunningFootfall footfall) {
        return LogReader.records(footfall.bootstrapServers(), TopicSpec.DOWNLOAD_EVENTS.topic()).stream()
                .map(DayKeysIT::event)
                .map(DownloadEvent::visitor)
                .collect(Collectors.toSet());
    }

    private static DownloadEvent event(ConsumerRecord<byte[], byte[]> record) {
        return EventCodec.decode(record.value(), record.timestamp()).value().orElseThrow();
    }
}
