package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scheduled backup of docs/operations.md, by its commands as they are printed, and the restoration of it. */
class BackupPageIT {
    private static final Path PAGE = Path.of("../docs/operations.md");
    private static final Pattern SERVICE = Pattern.compile("ExecStart=/usr/bin/footfall (export-log .*)");
    private static final Pattern RESTORE = Pattern.compile("\\./footfall (import-log footfall\\.log .*replication.*)");
    private static final Pattern CRON = Pattern.compile("(?s)```yaml\\n( +apiVersion: batch/v1.*?)\\n +```");
    private static final int PARTITIONS = 2;

    @TempDir
    Path directory;

    private final Terminal terminal = new Terminal();
    private EmbeddedBroker cluster;

    @BeforeEach
    void start() {
        cluster = EmbeddedBroker.start(directory.resolve("old"), 0);
        assertEquals(0, run("topics --set topics.partitions=" + PARTITIONS, cluster), terminal::err);
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void theServiceReplacesTheFileOfTheNightBeforeAndTheFileIsRestored() throws Exception {
        String nightly = printed(SERVICE);
        write(20);
        assertEquals(0, run(nightly, cluster), terminal::err);
        byte[] first = Files.readAllBytes(file());
        write(20);
        assertEquals(0, run(nightly, cluster), terminal::err);
        assertNotEquals(first.length, Files.readAllBytes(file()).length);

        String restore = printed(RESTORE).replace("replication-factor=3", "replication-factor=1")
                + " --set topics.partitions=" + PARTITIONS;
        try (EmbeddedBroker other = EmbeddedBroker.start(directory.resolve("new"), 0)) {
            assertEquals(0, run(restore, other), terminal::err);

            assertEquals(40, records(other));
        }
    }

    @Test
    void theCronJobIsTheSameCommand() throws IOException {
        JsonNode job = new ObjectMapper(new YAMLFactory()).readTree(printed(CRON));
        JsonNode container = job.at("/spec/jobTemplate/spec/template/spec/containers/0");
        var command = new ArrayList<String>();
        container.path("args").forEach(argument -> command.add(argument.asText()));
        JsonNode kafka = container.at("/env/0");
        write(5);

        assertEquals("FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", kafka.path("name").asText());
        assertEquals(
                0,
                run(
                        String.join(" ", command) + " --bootstrap-servers "
                                + kafka.path("value").asText(),
                        cluster),
                terminal::err);
        assertTrue(Files.exists(file()));
    }

    /** With the address and the directory of this test in place of those of the page. */
    private int run(String command, EmbeddedBroker kafka) {
        String here = command.replaceAll(
                "(?:/var/backups/footfall/|/backup/)?footfall\\.log", Matcher.quoteReplacement(file().toString()));
        String own = " --bootstrap-servers " + kafka.bootstrapServers();
        boolean isNamed = here.contains(" --bootstrap-servers ");
        String line = isNamed ? here.replaceAll(" --bootstrap-servers \\S+", own) : here + own;
        return terminal.execute(line.split(" "));
    }

    private Path file() {
        return directory.resolve("footfall.log");
    }

    private static String printed(Pattern command) throws IOException {
        Matcher found = command.matcher(Files.readString(PAGE));
        assertTrue(found.find(), () -> "the page has " + command);
        return found.group(1).stripIndent().strip();
    }

    private void write(int events) {
        Map<String, Object> settings = Map.of("bootstrap.servers", cluster.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < events; i++) {
                var unused = producer.send(new ProducerRecord<>(
                        TopicSpec.DOWNLOAD_EVENTS.topic(),
                        i % PARTITIONS,
                        "model/acme/r" + i,
                        "{\"id\":\"" + i + "\"}"));
            }
            producer.flush();
        }
    }

    private static long records(EmbeddedBroker broker) throws Exception {
        Map<TopicPartition, OffsetSpec> all = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            long sum = 0;
            for (TopicPartition partition : List.copyOf(all.keySet()))
                sum += admin.listOffsets(all).partitionResult(partition).get().offset();
            return sum;
        }
    }
}
