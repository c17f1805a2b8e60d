package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.standalone.ChildProcess;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A move of many events, with live traffic, that is killed in its middle. {@code -Dmove.events=1000000}: so many. */
@Tag("proof")
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class KilledMoveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** A move leaves the last ten seconds of a log to its next run. */
    private static final Duration LEFT = Duration.ofSeconds(10);

    private static final int EVENTS = Integer.getInteger("move.events", 120_000);
    private static final String EVENTS_TOPIC = "footfall.download-events.v1";
    private static final int BEFORE = 8;
    private static final int AFTER = 64;
    private static final Instant START = Instant.parse("2026-11-01T00:00:00Z");

    @TempDir
    Path directory;

    private final CountDownLatch isOver = new CountDownLatch(1);
    private String kafka = "";

    @Test
    void hasTheSameRows() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                var producer = producer(broker.bootstrapServers())) {
            kafka = broker.bootstrapServers();
            assertEquals(0, run("topics", "--set", "topics.partitions=" + BEFORE));
            for (int i = 0; i < EVENTS; i++) send(producer, i);
            producer.flush();
            long beforeMillis = newestMillis() + LEFT.toMillis();
            CompletableFuture<Integer> live = CompletableFuture.supplyAsync(() -> sendUntilOver(producer));
            Awaitility.await().atMost(PATIENCE).until(() -> newestMillis() > beforeMillis);

            long startNanos = System.nanoTime();
            try (ChildProcess killed = move("first")) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> !killed.isAlive() || ends("hub2", AFTER) > EVENTS / 2);
                assertTrue(killed.isAlive(), killed::output);
                killed.kill();
            }
            assertMoved(move("second"));
            isOver.countDown();
            int written = EVENTS + live.join();
            producer.flush();
            long stillNanos = System.nanoTime();
            assertMoved(move("last", "--last"));
            String seconds =
                    "%d s, of which the last run took %d s".formatted(seconds(startNanos), seconds(stillNanos));

            String old = sum("footfall");
            assertEquals(old, sum("hub2"));
            System.out.printf(
                    "moved %,d events from %d into %d partitions, killed in between: %s, rows %s%n",
                    written, BEFORE, AFTER, seconds, old);
        }
    }

    private static long seconds(long sinceNanos) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - sinceNanos);
    }

    private static void assertMoved(ChildProcess move) throws InterruptedException {
        try (move) {
            Awaitility.await().atMost(PATIENCE).until(() -> !move.isAlive());
            assertEquals(0, move.exitCode(), move::output);
        }
    }

    private ChildProcess move(String name, String... more) {
        List<String> words =
                new ArrayList<>(List.of("move", "--bootstrap-servers", kafka, "--set", "topics.prefix=hub2"));
        words.addAll(List.of("--set", "topics.partitions=" + AFTER));
        words.addAll(List.of(more));
        return ChildProcess.start(directory.resolve(name + ".output"), Map.of(), ChildProcess.FOOTFALL, words);
    }

    /** The records of events in all partitions, those of transactions that were not committed, too; 0 before they exist. */
    private long ends(String prefix, int partitions) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
            String topic = prefix + ".download-events.v1";
            if (!admin.listTopics().names().get().contains(topic)) return 0;
            return offsets(admin, topic, partitions, OffsetSpec.latest())
                    .mapToLong(end -> end.offset())
                    .sum();
        }
    }

    /** The log time of the newest event. */
    private long newestMillis() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", kafka))) {
            return offsets(admin, EVENTS_TOPIC, BEFORE, OffsetSpec.maxTimestamp())
                    .mapToLong(newest -> newest.timestamp())
                    .max()
                    .orElseThrow();
        }
    }

    private static Stream<ListOffsetsResultInfo> offsets(Admin admin, String topic, int partitions, OffsetSpec spec)
            throws Exception {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        for (int i = 0; i < partitions; i++) asked.put(new TopicPartition(topic, i), spec);
        return admin.listOffsets(asked).all().get().values().stream();
    }

    /** The SHA-256 of all rows, once a node has counted the log to its end. */
    private String sum(String prefix) throws Exception {
        Map<String, String> values = Map.of(
                "kafka.bootstrap-servers",
                kafka,
                "query.port",
                "0",
                "topics.prefix",
                prefix,
                "data.dir",
                directory.resolve(prefix).toString());
        try (var node = ServeNode.start(Settings.read(null, Map.of(), values), reason -> fail(reason))) {
            String endpoint = "http://127.0.0.1:" + node.query().port();
            Awaitility.await().atMost(PATIENCE).until(() -> lag(endpoint), "0"::equals);
            var terminal = new Terminal();
            int code = terminal.execute(
                    "stats", "export", "--all", "--from", "2026-10-01", "--to", "2026-11-30", "--endpoint", endpoint);
            assertEquals(0, code, terminal::err);
            assertTrue(terminal.out().lines().count() > 1_000, terminal::out);
            byte[] rows = terminal.out().getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(rows));
        }
    }

    private static String lag(String endpoint) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint + "/v1/daily?from=2026-11-01&to=2026-11-02"))
                .build();
        HttpResponse<Void> answer = PatientHttp.send(request, HttpResponse.BodyHandlers.discarding());
        return answer.headers().firstValue("X-Footfall-Lag").orElse("");
    }

    private int sendUntilOver(KafkaProducer<String, String> producer) {
        int sent = 0;
        try {
            for (; !isOver.await(5, TimeUnit.MILLISECONDS); sent++) send(producer, EVENTS + sent);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return sent;
    }

    private static void send(KafkaProducer<String, String> producer, int number) {
        int repository = (int) (((number * 2_654_435_761L) >>> 8) % 500);
        String name = "acme/m" + repository;
        Instant time = START.plusSeconds((number * 7_919L) % Duration.ofDays(25).toSeconds());
        String value = "{\"id\":\"" + number + "\",\"time\":\"" + time + "\",\"repo_type\":\"model\",\"repo\":\"" + name
                + "\",\"path\":\"model.safetensors\",\"method\":\"GET\",\"status\":200,\"bytes\":4711,\"user\":\"u"
                + (number % 5_003) + "\",\"user_agent\":\"curl/8.5.0\",\"source\":\"files-1\"}";
        var unused = producer.send(new ProducerRecord<>(EVENTS_TOPIC, "model/" + name, value));
    }

    private static KafkaProducer<String, String> producer(String kafka) {
        Map<String, Object> settings = Map.of("bootstrap.servers", kafka, "linger.ms", 20, "compression.type", "zstd");
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    private int run(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--bootstrap-servers", kafka));
        return new Terminal().execute(all.toArray(String[]::new));
    }
}
