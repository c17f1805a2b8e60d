package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.cli.Main;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.DataDirectory;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** A log that was moved to another cluster is the same log: the same numbers come of it, to the last byte of the state. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // they share a log that is counted and exported once
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LogMoveIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = 1;

    @TempDir
    private static Path directory;

    private final StringWriter err = new StringWriter();
    private Path file;
    private List<Logged> log;
    private CountedLog counted;
    private Map<Oracle.Day, Oracle.Row> rows;

    @BeforeAll
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void countAndExportALog() throws Exception {
        file = directory.resolve("footfall.log");
        log = OddLog.write(directory.resolve("old"), SEED);
        try (var house = house("old")) {
            counted = CountedLog.await(house);
            rows = CountedLog.rows(house);
            run(0, "export-log", file.toString(), "--bootstrap-servers", address(house));
            var version1 = new ArrayList<>(List.of("export-log", path("version1.log")));
            version1.addAll(List.of("--bootstrap-servers", address(house)));
            for (String topic : List.of(
                    TopicSpec.DOWNLOAD_EVENTS.topic(), TopicSpec.REPOSITORIES.topic(), TopicSpec.LIKES.topic())) {
                version1.addAll(List.of("--topic", topic));
            }
            run(0, version1.toArray(String[]::new));
        }
    }

    @Test
    void restoresAnExportOfVersion1() throws Exception {
        Path old = directory.resolve("binary.log");
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (var reader = new LogFileReader(directory.resolve("version1.log"))) {
            reader.forEach(records::add);
            BinaryLogFile.write(old, 1, reader.log(), records);
        }

        run(0, "import-log", old.toString(), "--data-dir", path("version1"), "--set", "kafka.port=0");

        try (var house = house("version1")) {
            assertEquals(counted, CountedLog.await(house));
        }
    }

    @Test
    @Tag("proof")
    void countsTheSameNumbersElsewhereAndOthersWithoutItsLogTimes() throws Exception {
        assertEquals(Oracle.rows(log, CountingRules.DEFAULT), rows);
        assertTrue(counted.metrics().contains("reason=\"late\""), counted::metrics);

        run(0, "import-log", file.toString(), "--data-dir", path("new"), "--set", "kafka.port=0");

        Path stopped = directory.resolve("stopped.log");
        run(0, "export-log", stopped.toString(), "--data-dir", path("new"), "--set", "kafka.port=0");
        assertEquals(facts(file), facts(stopped));

        Path again = directory.resolve("again.log");
        try (var house = house("new")) {
            assertEquals(counted, CountedLog.await(house));
            run(0, "export-log", again.toString(), "--bootstrap-servers", address(house));
            assertLateIsLateAlsoWithAHeader(house);
        }
        assertEquals(facts(file), facts(again));

        copyWithoutLogTimes();
        try (var house = house("copy")) {
            assertNotEquals(counted.digest(), CountedLog.await(house).digest());
        }
    }

    @Test
    @Tag("proof")
    void goesOnWhereItWasInterruptedAndCountsNothingBefore() throws Exception {
        for (long records : List.of(1L, 1_500L)) importUntil(records);

        String refusal = String.valueOf(assertThrows(IllegalStateException.class, () -> house("interrupted"))
                .getMessage());
        assertTrue(refusal.contains("is only partly restored"), refusal);
        run(0, "import-log", file.toString(), "--data-dir", path("interrupted"), "--set", "kafka.port=0");
        run(0, "import-log", file.toString(), "--data-dir", path("interrupted"), "--set", "kafka.port=0");
        try (var house = house("interrupted")) {
            assertEquals(counted, CountedLog.await(house));
        }
    }

    /** The same partitions have the same stores; others have the same rows, and the same fate of each event. */
    @Test
    void countsTheSameNumbersInMorePartitionsAfterAnInterruption() throws Exception {
        String more = "topics.partitions=5";
        importUntil(1_500L, "more", OptionalInt.of(5));

        run(0, "import-log", file.toString(), "--data-dir", path("more"), "--set", "kafka.port=0", "--set", more);
        run(0, "import-log", file.toString(), "--data-dir", path("more"), "--set", "kafka.port=0", "--set", more);

        Path back = directory.resolve("more.log");
        try (var house = house("more", 5)) {
            CountedLog now = CountedLog.await(house);
            assertEquals(counted.days(), now.days());
            assertEquals(counted.metrics(), now.metrics());
            assertEquals(rows, CountedLog.rows(house, 5));
            run(0, "export-log", back.toString(), "--bootstrap-servers", address(house));
        }
        run(
                0,
                "import-log",
                back.toString(),
                "--data-dir",
                path("back"),
                "--set",
                "kafka.port=0",
                "--set",
                "topics.partitions=" + OddLog.PARTITIONS);
        try (var house = house("back")) {
            assertEquals(counted, CountedLog.await(house));
        }
    }

    @Test
    void countsTwoLogsOfOneKafkaApart() throws Exception {
        run(0, "import-log", file.toString(), "--data-dir", path("two"), "--set", "kafka.port=0");
        try (var house = house("two")) {
            assertEquals(counted, CountedLog.await(house));
            run(
                    0,
                    "import-log",
                    file.toString(),
                    "--bootstrap-servers",
                    address(house),
                    "--set",
                    "topics.prefix=hub2",
                    "--set",
                    "topics.partitions=3");
            try (var second = second(house);
                    var producer = producer(house.broker())) {
                int port = second.query().port();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> CountedLog.days(port).equals(counted.days()));

                DownloadEvent late = log.get(0).event();
                OddLog.send(producer, "hub2.download-events.v1", late.repo(), EventCodec.encode(late), 0);

                Awaitility.await()
                        .atMost(PATIENCE)
                        .until(() -> !CountedLog.days(port).equals(counted.days()));
                assertEquals(counted, CountedLog.await(house));
            }
            assertEquals(List.of("footfall-aggregator", "hub2-aggregator"), groups(house.broker()));
        }
    }

    private ServeNode second(Standalone house) {
        Map<String, String> values = Map.of(
                "data.dir",
                path("second"),
                "kafka.bootstrap-servers",
                address(house),
                "query.port",
                "0",
                "topics.prefix",
                "hub2");
        return ServeNode.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
    }

    private static List<String> groups(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(client(broker))) {
            return admin.listGroups().all().get().stream()
                    .map(GroupListing::groupId)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void refusesWhatIsNotEmptyOrIsCountedOrHasOtherPartitions() throws Exception {
        try (var house = house("old")) {
            CountedLog.await(house);

            assertRefused("a node counts this log", house.broker().bootstrapServers());
        }
        try (var broker = broker("old")) {
            assertRefused("partition 0 of footfall.download-events.v1 has records", broker.bootstrapServers());
        }
        try (var broker = broker("smaller")) {
            new TopicAdmin(client(broker)).ensure(1, Optional.empty());

            assertRefused(
                    "footfall.download-events.v1 has 1 partitions, and the exported log has 2",
                    broker.bootstrapServers());

            Path unknown = directory.resolve("later.log");
            var later = new ExportedLog("later", List.of(new OffsetRange("footfall.later.v1", 0, 0, 0)));
            try (var out = Files.newOutputStream(unknown)) {
                new LogFileWriter(out, later, new TopicSizes(later)).finish();
            }
            assertRefused(
                    unknown,
                    "has the topic footfall.later.v1, which this version of Footfall does not support: update it",
                    broker.bootstrapServers());
        }
    }

    private void assertRefused(String why, String address) {
        assertRefused(file, why, address);
    }

    private void assertRefused(Path exported, String why, String address) {
        err.getBuffer().setLength(0);
        run(1, "import-log", exported.toString(), "--bootstrap-servers", address);

        assertTrue(err.toString().contains(why), err::toString);
    }

    /** An event of a day that is long closed, sent anew to a restored log, with a header that claims a log time of back then. */
    private void assertLateIsLateAlsoWithAHeader(Standalone house) {
        String before = CountedLog.await(house).digest();
        long late = CountedLog.late(house);
        Logged first = log.stream()
                .filter(logged -> logged.event().request().method().equals("GET"))
                .filter(logged -> logged.event().request().status() == 200)
                .findFirst()
                .orElseThrow();
        try (var producer = producer(house.broker())) {
            OddLog.send(
                    producer,
                    TopicSpec.DOWNLOAD_EVENTS.topic(),
                    first.event().repo(),
                    EventCodec.encode(first.event()),
                    first.logTimeMillis());
        }

        CountedLog.awaitLate(house, late + 1);
        assertNotEquals(before, CountedLog.await(house).digest());
    }

    private void importUntil(long records) {
        importUntil(records, "interrupted", OptionalInt.empty());
    }

    private void importUntil(long records, String name, OptionalInt partitions) {
        try (var broker = broker(name)) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            var topics = new RestoredTopics(Topics.STANDARD, partitions, Optional.empty());
            var target = new LogImport.Target(kafka, true);
            ReadProgress progress = (done, total, number) -> {
                boolean isWriting = done == number; // else bytes are read
                if (isWriting && number == records) throw new IllegalStateException("interrupted");
            };
            assertThrows(
                    IllegalStateException.class, () -> new LogImport(file, topics, progress).into(target, progress));
        }
    }

    /** The same keys and values, partition by partition, as any consumer and producer would copy them. */
    private void copyWithoutLogTimes() {
        try (var copy = broker("copy");
                var reader = new LogFileReader(file)) {
            new TopicAdmin(client(copy)).ensure(OddLog.PARTITIONS, Optional.empty());
            try (var producer = producer(copy)) {
                reader.forEach(record -> {
                    var unused = producer.send(
                            new ProducerRecord<>(record.topic(), record.partition(), record.key(), record.value()));
                });
            }
        }
    }

    /** The records of an export without their offsets, which are others in each cluster. */
    private static List<String> facts(Path file) {
        List<String> facts = new ArrayList<>();
        try (var reader = new LogFileReader(file)) {
            reader.forEach(record -> facts.add(record.topic() + record.partition() + " " + record.timestamp()
                    + Arrays.toString(record.key()) + Arrays.toString(record.value())
                    + Arrays.toString(record.headers().toArray())));
        }
        return facts;
    }

    private void run(int code, String... arguments) {
        int exit = Main.commandLine(new NoBench())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        assertEquals(code, exit, err::toString);
    }

    @Command(name = "bench")
    static final class NoBench {}

    private Standalone house(String name) {
        return house(name, OddLog.PARTITIONS);
    }

    private Standalone house(String name, int partitions) {
        Map<String, String> values = Map.of(
                "data.dir", path(name),
                "kafka.port", "0",
                "query.port", "0",
                "ingest.port", "0",
                "topics.partitions", Integer.toString(partitions));
        return Standalone.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
    }

    private EmbeddedBroker broker(String name) {
        DataDirectory data = DataDirectory.open(directory.resolve(name));
        data.close();
        return EmbeddedBroker.start(data.kafka(), 0);
    }

    private String path(String name) {
        return directory.resolve(name).toString();
    }

    private static String address(Standalone house) {
        return house.broker().bootstrapServers();
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
