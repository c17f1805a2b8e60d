package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.standalone.ChildProcess;
import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A log whose closed segments Kafka moves to another store, by the command of docs/operations.md: it is counted as before. */
@Tag("proof")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class TieredStorageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String EVENTS = "footfall.download-events.v1";
    private static final TopicPartition LOG = new TopicPartition(EVENTS, 0);
    private static final Pattern COMMAND = Pattern.compile("(?m)^ *kafka-configs.sh (.* remote\\.storage\\.enable.*)$");

    @TempDir
    Path directory;

    private final int queryPort = BrokerProcess.freePort();
    private BrokerProcess broker;

    @BeforeEach
    void start() {
        Map<String, String> tiered = Map.of(
                "remote.log.storage.system.enable", "true",
                "remote.log.storage.manager.class.name", DirectoryStorage.class.getName(),
                "rsm.config.directory", directory.resolve("store").toString(),
                "remote.log.metadata.manager.listener.name", "CLIENTS",
                "rlmm.config.remote.log.metadata.topic.replication.factor", "1",
                "rlmm.config.remote.log.metadata.topic.num.partitions", "1",
                "remote.log.manager.task.interval.ms", "200",
                "log.retention.check.interval.ms", "200",
                "log.initial.task.delay.ms", "200");
        broker = BrokerProcess.small(directory.resolve("broker"), tiered);
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void everyProgramReadsTheLogFromItsBeginning() throws Exception {
        assertEquals(0, run("topics", "--set", "topics.partitions=1"));
        enable();
        assertEquals(0, run("topics"), "a second time");

        long sent = sendUntilTheBeginningIsElsewhere();

        assertEquals(0, offset(OffsetSpec.earliest()));
        assertTrue(offset(OffsetSpec.earliestLocal()) > 0, "the beginning is not on the broker");
        assertEquals(0, run("topics"), "a third time");
        assertEquals(0, run("export-log", directory.resolve("log").toString()));
        try (ChildProcess serve = started("serve")) {
            awaitDownloads(serve, sent);
        }
    }

    /** By the command of the page, with short times in place of days. */
    private void enable() throws IOException, InterruptedException {
        Matcher command = COMMAND.matcher(Files.readString(Path.of("../docs/operations.md")));
        assertTrue(command.find(), "the page has the command");
        List<String> words = Stream.of(command.group(1)
                        .replace("kafka-1:9092", broker.bootstrapServers())
                        .replaceFirst("local\\.retention\\.ms=\\d+", "local.retention.ms=1000,segment.ms=500")
                        .split(" "))
                .toList();
        try (ChildProcess tool =
                ChildProcess.start(directory.resolve("configs.output"), Map.of(), "kafka.admin.ConfigCommand", words)) {
            assertEquals(0, tool.exitCode(), tool::output);
        }
    }

    private long sendUntilTheBeginningIsElsewhere() throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        long number = producer.send(event(offset(OffsetSpec.latest())))
                                .get()
                                .offset();
                        return number > 20 && offset(OffsetSpec.earliestLocal()) > number / 2;
                    });
        }
        return offset(OffsetSpec.latest());
    }

    private static ProducerRecord<String, String> event(long number) {
        return new ProducerRecord<>(
                EVENTS,
                "model/acme/rocket",
                "{\"id\":\"" + number + "\",\"time\":\"2026-03-04T12:00:00Z\",\"repo_type\":\"model\","
                        + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"user\":\"user" + number
                        + "\"}");
    }

    private long offset(OffsetSpec spec) throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.listOffsets(Map.of(LOG, spec))
                    .partitionResult(LOG)
                    .get()
                    .offset();
        }
    }

    private void awaitDownloads(ChildProcess serve, long expected) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + queryPort + "/models/acme/rocket/stats"))
                .build();
        Awaitility.await().atMost(PATIENCE).until(() -> {
            assertTrue(serve.isAlive(), serve::output);
            try {
                HttpResponse<String> answer = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
                return answer.body().contains("{\"downloads\":" + expected + ",");
            } catch (IOException e) {
                return false; // it starts
            }
        });
    }

    private int run(String... command) throws InterruptedException {
        try (ChildProcess process = started(command)) {
            int exit = process.exitCode();
            if (exit != 0) assertEquals("", process.output());
            return exit;
        }
    }

    private ChildProcess started(String... command) {
        Map<String, String> environment = Map.of(
                "FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                "FOOTFALL_QUERY_PORT", Integer.toString(queryPort),
                "FOOTFALL_PEERS_PORT", "0",
                "FOOTFALL_DATA_DIR", directory.resolve("data").toString());
        return ChildProcess.start(
                directory.resolve(command[0] + ".output"), environment, ChildProcess.FOOTFALL, List.of(command));
    }
}
