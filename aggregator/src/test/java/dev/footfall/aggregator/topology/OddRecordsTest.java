package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventScanner;
import dev.footfall.events.Observation;
import dev.footfall.events.Parsed;
import dev.footfall.events.TopicSpec;
import dev.footfall.rules.CountingRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a record holds, it has the careful reader's verdict: counted, excluded or rejected, and never a crash. */
class OddRecordsTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final byte[] KEY = OddRecords.KEY.getBytes(StandardCharsets.UTF_8);
    private static final Map<String, byte[]> RECORDS = OddRecords.all();

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    static Stream<String> names() {
        return RECORDS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void theScannerIsSilentOrSaysWhatTheCarefulReaderSays(String name) {
        byte[] value = record(name);

        Optional<Observation> scanned = new EventScanner().scan(value, KEY, NOON.toEpochMilli());

        if (scanned.isEmpty()) return;
        Parsed<DownloadEvent> decoded = EventCodec.decode(value, NOON.toEpochMilli());
        assertTrue(decoded instanceof Parsed.Valid, () -> "scanned, but " + decoded);
        Observation careful = Observation.of(decoded.value().orElseThrow());
        assertArrayEquals(careful.repository(), scanned.get().repository());
        assertArrayEquals(careful.visitor(), scanned.get().visitor());
        assertEquals(careful.timeMillis(), scanned.get().timeMillis());
        assertEquals(careful.fingerprint(), scanned.get().fingerprint());
        assertEquals(careful.request(), scanned.get().request());
    }

    @Test
    void theStreamCountsOrRejectsEachAsTheCarefulReaderSaysAndAccountsForAll() {
        var live = new LivePartitions();
        try (TopologyTestDriver driver = driver(live)) {
            var log = driver.createInputTopic(
                    TopicSpec.DOWNLOAD_EVENTS.topic(), new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<byte[], byte[]> rejected = driver.createOutputTopic(
                    TopicSpec.REJECTED.topic(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            long read = 0;
            for (String name : RECORDS.keySet()) {
                log.pipeInput(KEY, record(name), NOON);

                assertEquals(rejection(record(name)), rejection(rejected), name);
                assertEquals(++read, tally(live).read(), name);
            }
            long events =
                    names().filter(name -> rejection(record(name)).isEmpty()).count();
            long rejections = tally(live).rejected().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            assertEquals(read - events, rejections);
            assertTrue(events > 30 && rejections > 100, () -> events + " events, " + rejections + " rejections");
        }
    }

    /** The field and the error that a rejected record has to name; empty for an event. */
    private static String rejection(byte[] value) {
        return EventCodec.decode(value, NOON.toEpochMilli())
                .fold(
                        event -> event.repo().key().equals(OddRecords.KEY)
                                ? ""
                                : rejection("key", "the record's key is not the event's repository"),
                        bad -> rejection(bad.field(), bad.error()));
    }

    private static String rejection(String field, String error) {
        return "{\"field\":\"" + field + "\",\"error\":\"" + error.replace("\"", "\\\"") + "\"";
    }

    private static String rejection(TestOutputTopic<byte[], byte[]> rejected) {
        if (rejected.isEmpty()) return "";
        String json = new String(rejected.readValue(), StandardCharsets.UTF_8);
        return json.substring(0, json.indexOf(",\"topic\""));
    }

    private static Tally tally(LivePartitions live) {
        return live.get(0).orElseThrow().tally();
    }

    private TopologyTestDriver driver(LivePartitions live) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        var topology = new AggregatorTopology(
                StateId.main(new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL)),
                Driver.shared(live, new LiveRegistrations()));
        return new TopologyTestDriver(topology.build(), settings, NOON);
    }

    private static byte[] record(String name) {
        byte[] value = RECORDS.get(name);
        if (value == null) throw new IllegalArgumentException(name);
        return value;
    }
}
