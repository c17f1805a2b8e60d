package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shipper writes lines into a topic of Kafka; equal ones are as many requests. */
class LinesTopicIT {
    private static final DateTimeFormatter LOG_TIME =
            DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH);
    private static final String COMMON = "apache:%h %l %u %t \"%r\" %>s %b";
    private static final int LINES = 20_000;

    @TempDir
    Path directory;

    private final ZonedDateTime time =
            ZonedDateTime.now(ZoneOffset.UTC).minusDays(1).withHour(12);

    @Test
    void countsEachRecordOnceThoughItIsKilledAmongThem() throws Exception {
        try (RunningFootfall first = started()) {
            write(first, LINES, Map.of());
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> first.eventsRead() > 0);
            first.kill();
        }
        try (RunningFootfall second = started()) {
            write(second, 1, Map.of("format", "no-such-format"));
            write(second, 1, Map.of("format", COMMON, "source", "other"));
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> requests(second) >= LINES + 1);
            assertTrue(requests(second) == LINES + 1, () -> "more than were written");
            String metrics = second.metrics();
            assertTrue(metrics.contains("footfall_ingest_lines_total{outcome=\"unreadable\"} 1"), metrics);
        }
    }

    private RunningFootfall started() {
        var footfall = new RunningFootfall(directory, "--set", "ingest.lines-topic=access-lines");
        Awaitility.await().atMost(RunningFootfall.PATIENCE).until(footfall::isReady);
        return footfall;
    }

    private static long requests(RunningFootfall footfall) throws Exception {
        JsonNode rows = new ObjectMapper().readTree(footfall.rows("acme/rocket", LocalDate.now(ZoneOffset.UTC)));
        long files = 0;
        for (JsonNode row : rows) files += row.path("files").asLong();
        return files;
    }

    private void write(RunningFootfall footfall, int lines, Map<String, String> headers) {
        var bytes = new ByteArraySerializer();
        var settings = Map.<String, Object>of("bootstrap.servers", footfall.bootstrapServers());
        try (var producer = new KafkaProducer<>(settings, bytes, bytes)) {
            for (int i = 0; i < lines; i++) {
                String agent = headers.containsValue(COMMON) ? "" : " \"-\" \"git/2.45\"";
                String line = "192.0.2." + i % 7 + " - - [" + LOG_TIME.format(time)
                        + "] \"GET /acme/rocket/resolve/main/config.json HTTP/1.1\" 200 12" + agent;
                var record = new ProducerRecord<byte[], byte[]>("access-lines", line.getBytes(StandardCharsets.UTF_8));
                headers.forEach((name, value) -> record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
                var unused = producer.send(record);
            }
        }
    }
}
