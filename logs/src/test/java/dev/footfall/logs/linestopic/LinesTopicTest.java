package dev.footfall.logs.linestopic;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.logs.accesslog.ClientWatch;
import dev.footfall.logs.accesslog.DoubleFeeds;
import dev.footfall.logs.accesslog.Logs;
import dev.footfall.logs.accesslog.RecordingPublisher;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.accesslog.SampledFaults;
import dev.footfall.logs.client.DayTrust;
import dev.footfall.logs.client.FixedTrust;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.client.RecordedTrust;
import dev.footfall.logs.client.TrustRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class LinesTopicTest {
    private static final TopicPartition PARTITION = new TopicPartition("lines", 3);
    private static final byte[] KEY = {};

    private final RecordingPublisher publisher = new RecordingPublisher();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private long offset;

    @Test
    void givesEqualLinesIdsOfTheirOwnAndTheSameWhenTheyAreReadAgain() throws Exception {
        String line = Logs.line(1, "config.json").strip();
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(line), record(line), record(line + "\n" + line));
        LinesTopic topic = topic("combined", Optional.empty());

        topic.copy(of(records));
        Set<String> ids = new HashSet<>(publisher.sortedIds());
        assertEquals(4, ids.size());
        topic.copy(of(records.subList(2, 3)));
        topic.copy(of(records.subList(0, 2)));

        assertEquals(ids, new HashSet<>(publisher.sortedIds()));
        assertEquals(8, publisher.events.size());
        assertEquals(8, count("accepted"));
        assertEquals(
                Set.of("lines"),
                Set.copyOf(publisher.events.stream()
                        .map(event -> event.details().source())
                        .toList()));
    }

    @Test
    void readsADayByTheTrustThatItWasReadByFirst() throws Exception {
        String line = Logs.line(1, "a").strip().replace("192.0.2.7", "10.0.0.5")
                + " \"192.0.2.66, 203.0.113.77, 198.51.100.1\"";
        var shared = new InMemorySharedLog<>(TrustRegistry.TOPIC, Logs.CLOCK);
        ProxyTrust set = ProxyTrust.of(List.of("private", "198.51.100.0/24"));
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(line));

        for (ProxyTrust setting : List.of(ProxyTrust.UNSET, set)) {
            try (var trust = new RecordedTrust(shared, setting)) {
                new LinesTopic(config("combined", Optional.empty()), surroundings(trust), assigned()).copy(of(records));
            }
        }

        assertEquals(2, publisher.events.size());
        assertEquals(
                Set.of(Logs.SECRET.visitor("192.0.2.66", "x/1")),
                publisher.events.stream().map(DownloadEvent::visitor).collect(Collectors.toSet()));
    }

    @Test
    void countsARecordWithoutAValueAsSkipped() throws Exception {
        var deletion = new ConsumerRecord<byte[], byte[]>(PARTITION.topic(), PARTITION.partition(), 0, KEY, null);
        for (String format : List.of("combined", "minio"))
            topic(format, Optional.empty()).copy(of(List.of(deletion)));

        assertEquals(2, count("skipped"));
    }

    @Test
    void countsBlankLinesButNotTheEndOfALine() throws Exception {
        String line = Logs.line(1, "a");

        topic("combined", Optional.empty()).copy(of(List.of(record(""), record(line + " \r\n" + line))));

        assertEquals(2, count("blank"));
        assertEquals(2, count("accepted"));
    }

    @Test
    void keepsAThousandUnreadableLinesOfTheTopicHoweverManyPollsAndAttemptsTheyTake() throws Exception {
        LinesTopic topic = topic("combined", Optional.empty());
        List<ConsumerRecord<byte[], byte[]>> unreadable =
                IntStream.range(0, 600).mapToObj(i -> record("line " + i)).toList();
        publisher.attemptsToRefuse = 3;

        topic.copy(of(unreadable));
        assertEquals(600, publisher.rejected.size());
        topic.copy(of(unreadable));

        assertEquals(1_000, publisher.rejected.size());
        assertEquals(1_200, count("unreadable"));
    }

    @Test
    void makesADeadLetterOfASmallRecordThatBecomesTooMuch() throws Exception {
        String values = "{\"protoPayload\":0,\"x\":[" + "{},".repeat(900_000) + "{}]}";
        String push = "{\"message\":{\"data\":\"" + packed(values) + "\"}}";
        LinesTopic topic = topic("combined", Optional.empty());

        topic.copy(of(List.of(
                record(push, "format", "pubsub"), record(Logs.line(1, "a").strip()))));

        RejectedEvent letter = publisher.rejected.get(0);
        assertEquals("json", letter.field());
        assertTrue(letter.error().contains("more than"), letter::error);
        assertEquals(new RejectedEvent.FromTopic(PARTITION.topic(), PARTITION.partition(), 0), letter.origin());
        assertEquals(1, count("accepted"));
        assertEquals(2, committed());
    }

    @Test
    void sendsALargePollInParts() throws Exception {
        String lines = Logs.line(1, "a").repeat(10_000);
        var part = new RecordLog(
                config("combined", Optional.empty()),
                surroundings(new FixedTrust(ProxyTrust.UNSET)),
                new SampledFaults(Logs.CLOCK));
        for (int i = 0; i < 3; i++) part.add(record(lines));
        assertFalse(part.isFull());
        while (!part.isFull()) part.add(record(lines));
        assertTrue(offset < 10, () -> offset + " records at once");
        offset = 0;

        topic("combined", Optional.empty())
                .copy(of(IntStream.range(0, 8).mapToObj(i -> record(lines)).toList()));

        assertEquals(80_000, count("accepted"));
        assertEquals(8, committed());
    }

    private static String packed(String text) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(packed)) {
            packing.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return Base64.getEncoder().encodeToString(packed.toByteArray());
    }

    @Test
    void commitsOnlyWhatIsDurable() throws Exception {
        publisher.attemptsToRefuse = 2;

        topic("combined", Optional.empty())
                .copy(of(List.of(record(Logs.line(1, "a").strip()))));

        assertEquals(1, publisher.events.size());
        assertEquals(1, count("accepted"));
        assertEquals(1, committed());
    }

    @Test
    void readsOnAfterAFaultWithoutLosingARecord() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, 3)
                .mapToObj(i -> record(Logs.line(i, "f" + i).strip()))
                .toList();
        LinesTopic topic = topic("combined", Optional.empty());
        publisher.attemptsToFail = 2;
        consumer.schedulePollTask(() -> {
            throw new IllegalStateException("a fault of the consumer");
        });
        consumer.schedulePollTask(() -> records.subList(0, 2).forEach(consumer::addRecord));
        consumer.schedulePollTask(() -> consumer.addRecord(records.get(2)));

        for (int i = 0; i < 3; i++) topic.round();

        assertEquals(List.of("f0", "f1", "f2"), publisher.paths());
        assertEquals(3, committed());
    }

    private long committed() {
        return consumer.committed(Set.of(PARTITION))
                .getOrDefault(PARTITION, new OffsetAndMetadata(0))
                .offset();
    }

    @Test
    void readsHeadersTextsOfJsonAndEnvelopes() throws Exception {
        String json = "{\"@timestamp\":\"x\",\"message\":\""
                + Logs.line(1, "a").strip().replace("\"", "\\\"") + "\"}";
        String minio = "{\"Records\":[{\"eventName\":\"s3:ObjectAccessed:Get\",\"eventTime\":\"2026-11-20T04:00:00Z\","
                + "\"s3\":{\"bucket\":{\"name\":\"model\"},\"object\":{\"key\":\"org%2Fm%2Fb.bin\",\"size\":7}},"
                + "\"responseElements\":{\"x-amz-request-id\":\"17\",\"x-minio-deployment-id\":\"d\"},"
                + "\"source\":{\"host\":\"192.0.2.7\",\"userAgent\":\"mc\"}}]}";
        LinesTopic topic = topic("combined", Optional.of("message"));

        topic.copy(of(List.of(
                record(json, "source", "web-2"),
                record(minio, "format", "minio"),
                record("{\"log\":\"x\"}"),
                record(json, "format", "minio"),
                record(json, "format", "file:/etc/passwd"),
                record(json, "source", "a\nb"))));

        assertEquals(List.of("a", "b.bin"), publisher.paths().stream().sorted().toList());
        assertEquals(
                List.of("lines", "web-2"),
                publisher.events.stream()
                        .map(DownloadEvent::details)
                        .map(EventDetails::source)
                        .sorted()
                        .toList());
        assertEquals(4, count("unreadable"));
        assertEquals(
                List.of(2L, 3L, 4L, 5L),
                publisher.rejected.stream()
                        .map(RejectedEvent::origin)
                        .map(RejectedEvent.FromTopic.class::cast)
                        .map(RejectedEvent.FromTopic::offset)
                        .toList());
    }

    @Test
    void readsEachTextOfARecordOrNoneAndSaysWhereTheFaultIs() throws Exception {
        String one = object(Logs.line(1, "a").strip());
        String other =
                object(Logs.line(2, "b").strip() + "\\n" + Logs.line(3, "c").strip());
        LinesTopic topic = topic("combined", Optional.of("message"));

        topic.copy(of(List.of(
                record(one + other), record("[" + one + "," + other + "]"), record(one + " garbage"), record("{}"))));

        assertEquals(
                List.of("a", "a", "b", "b", "c", "c"),
                publisher.paths().stream().sorted().toList());
        assertEquals(6, new HashSet<>(publisher.sortedIds()).size());
        assertEquals(
                List.of(
                        "column " + (one.length() + 2) + ": must be an object with the text \"message\"",
                        "must be an object with the text \"message\""),
                publisher.rejected.stream().map(RejectedEvent::error).toList());
    }

    private static String object(String line) {
        return "{\"@timestamp\":\"x\",\"message\":\"" + line.replace("\"", "\\\"") + "\"}";
    }

    @Test
    void takesAnyNumberOfSources() throws Exception {
        List<ConsumerRecord<byte[], byte[]>> records =
                IntStream.range(0, 250).mapToObj(host -> fromHosts(host, 1)).toList();

        topic("otlp", Optional.empty()).copy(of(records));

        assertEquals(List.of(), publisher.rejected);
        assertEquals(250, sources());
    }

    @Test
    void takesARecordOfManySourcesWhole() throws Exception {
        topic("otlp", Optional.empty()).copy(of(List.of(fromHosts(0, 40), fromHosts(40, 70))));

        assertEquals(List.of(), publisher.rejected);
        assertEquals(110, sources());
    }

    @Test
    void countsNothingOfARecordThatItRejectsForItsSources() throws Exception {
        topic("otlp", Optional.empty()).copy(of(List.of(fromHosts(0, 101))));

        assertEquals(1, publisher.rejected.size());
        assertEquals(0, sources());
    }

    private long sources() {
        return publisher.events.stream()
                .map(event -> event.details().source())
                .distinct()
                .count();
    }

    private ConsumerRecord<byte[], byte[]> fromHosts(int first, int number) {
        String requests = IntStream.range(first, first + number)
                .mapToObj(host -> "{\"resource\":{\"attributes\":[" + attribute("host.name", "files-" + host) + "]},"
                        + "\"scopeLogs\":[{\"logRecords\":[{\"timeUnixNano\":\"1795150794123000000\",\"attributes\":["
                        + attribute("http.request.method", "GET") + "," + attribute("http.response.status_code", "200")
                        + "," + attribute("url.path", "/org/m/resolve/main/f") + ","
                        + attribute("client.address", "192.0.2.7") + "]}]}]}")
                .collect(Collectors.joining(","));
        return record("{\"resourceLogs\":[" + requests + "]}", "source", "otlp");
    }

    private static String attribute(String key, String value) {
        return "{\"key\":\"%s\",\"value\":{\"stringValue\":\"%s\"}}".formatted(key, value);
    }

    @Test
    void refusesAFormatThatIsUnknownOrHasNoOffset() {
        for (String format : List.of("combind", "file:/no/such", "elb-classic-no")) {
            assertThrows(IllegalArgumentException.class, () -> config(format, Optional.empty()), format);
        }
    }

    private double count(String outcome) {
        return metrics.counter("footfall.ingest.lines", "outcome", outcome).count();
    }

    private static LinesTopicConfig config(String format, Optional<String> field) {
        return new LinesTopicConfig("lines", format, "lines", field, RouteSettings.NONE);
    }

    private LinesTopic topic(String format, Optional<String> field) {
        return new LinesTopic(config(format, field), surroundings(new FixedTrust(ProxyTrust.UNSET)), assigned());
    }

    private MockConsumer<byte[], byte[]> assigned() {
        consumer.assign(List.of(PARTITION));
        consumer.updateBeginningOffsets(Map.of(PARTITION, 0L));
        return consumer;
    }

    private LinesTopicWiring surroundings(DayTrust trust) {
        return new LinesTopicWiring(
                publisher,
                new DoubleFeeds(Logs.CLOCK, metrics),
                new ClientWatch(Logs.CLOCK),
                Logs.SECRET,
                Logs.SECRET,
                trust,
                metrics,
                Logs.CLOCK);
    }

    private ConsumerRecord<byte[], byte[]> record(String value, String... header) {
        var record = new ConsumerRecord<byte[], byte[]>(
                PARTITION.topic(), PARTITION.partition(), offset++, KEY, value.getBytes(StandardCharsets.UTF_8));
        if (header.length > 0) record.headers().add(header[0], header[1].getBytes(StandardCharsets.UTF_8));
        return record;
    }

    private static ConsumerRecords<byte[], byte[]> of(List<ConsumerRecord<byte[], byte[]>> records) {
        return new ConsumerRecords<>(
                Map.of(PARTITION, records),
                Map.of(
                        PARTITION,
                        new OffsetAndMetadata(records.get(records.size() - 1).offset() + 1)));
    }
}
