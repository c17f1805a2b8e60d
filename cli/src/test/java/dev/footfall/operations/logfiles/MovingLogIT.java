package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.footfall.operations.moves.LogMove;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.DataDirectory;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Command;

/** A log that was moved while it grew, in runs that were interrupted, is the same log. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS) // they share a log that is counted once
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class MovingLogIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long SEED = 2;

    @TempDir
    private static Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private List<Logged> log;
    private CountedLog counted;
    private Map<Oracle.Day, Oracle.Row> rows;

    @BeforeAll
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void countALog() throws Exception {
        log = OddLog.write(directory.resolve("old"), SEED);
        try (var house = house("old", OddLog.PARTITIONS)) {
            counted = CountedLog.await(house);
            rows = CountedLog.rows(house);
        }
    }

    @Test
    void hasTheSameStoresInAnotherKafkaAfterAnInterruption() {
        try (var old = broker("old");
                var target = broker("new")) {
            interrupt(old, target, 1_500);
            interrupt(old, target, 900);

            move(0, old, target);
            assertTrue(out.toString().contains("run it again for what comes after these"), out::toString);
            move(0, old, target, "--last");
            assertTrue(out.toString().contains("all records of the old log are moved"), out::toString);
            clear();
            move(0, old, target, "--last");
            assertTrue(out.toString().contains("moved 0 records"), out::toString);
        }
        try (var house = house("new", OddLog.PARTITIONS)) {
            assertEquals(counted, CountedLog.await(house));
        }
    }

    @Test
    void hasTheSameRowsInMorePartitionsThoughItIsMovedTwiceAtATime() throws Exception {
        try (var old = broker("old");
                var target = broker("more")) {
            var isWritten = new CountDownLatch(1);
            var mayGoOn = new CountDownLatch(1);
            CompletableFuture<Void> first = CompletableFuture.runAsync(() -> {
                var move = new LogMove(source(old), kafka(target), topics(5), (done, total, records) -> {
                    if (records != 1_000) return;
                    isWritten.countDown();
                    await(mayGoOn);
                });
                move.inBatchesOf(300).run(false);
            });
            await(isWritten);

            move(0, old, target, "--last", "--set", "topics.partitions=5");
            mayGoOn.countDown();

            String ended = String.valueOf(
                    assertThrows(CompletionException.class, first::join).getCause());
            assertTrue(ended.contains("another 'footfall move'"), ended);
            move(0, old, target, "--last");
        }
        try (var house = house("more", 5)) {
            CountedLog now = CountedLog.await(house);
            assertEquals(counted.days(), now.days());
            assertEquals(counted.metrics(), now.metrics());
            assertEquals(rows, CountedLog.rows(house, 5));
        }
    }

    @Test
    void takesWhatIsWrittenMeanwhileAndRefusesToEndBeforeThat() throws Exception {
        OddLog.write(directory.resolve("growing"), 5);
        try (var house = house("growing", OddLog.PARTITIONS);
                var producer = producer(house.broker())) {
            CountedLog before = CountedLog.await(house);
            String[] partitions = {"--set", "topics.prefix=hub2", "--set", "topics.partitions=3"};
            move(0, house.broker(), house.broker(), partitions);
            var isOver = new CountDownLatch(1);
            CompletableFuture<Void> writing = CompletableFuture.runAsync(() -> {
                for (int i = 0; !isOver(isOver); i++)
                    write(producer, log.get(i % log.size()).event());
            });

            move(1, house.broker(), house.broker(), with(partitions, "--last"));
            assertTrue(err.toString().contains("records are still written to the old log"), err::toString);
            isOver.countDown();
            writing.join();
            producer.flush();
            move(0, house.broker(), house.broker(), with(partitions, "--last"));

            CountedLog now = CountedLog.await(house);
            assertFalse(before.equals(now), "what was written counts");
            try (var second = second(house)) {
                int port = second.query().port();
                Awaitility.await()
                        .atMost(PATIENCE)
                        .untilAsserted(() -> assertEquals(now.days(), CountedLog.days(port)));
                clear();
                move(1, house.broker(), house.broker(), partitions);
                assertTrue(err.toString().contains("a node counts the log hub2"), err::toString);
            }
        }
    }

    @Test
    void refusesTheSameLogAnotherOneAndWhatHasRecordsOfItsOwn() throws Exception {
        OddLog.write(directory.resolve("other"), 7);
        try (var old = broker("old");
                var other = broker("other");
                var target = broker("refused")) {
            assertRefused("the log footfall cannot be moved into itself", old, old);
            assertRefused("has records of its own from offset", old, other);
            assertRefused("cannot be moved into itself", old, old, "--set", "topics.partitions=4");

            move(0, old, target);
            assertRefused("is not the one that records were moved from before", other, target);
            assertRefused(
                    "topic footfall.download-events.v1 has 2 partitions, the number its log was created with,",
                    old,
                    target,
                    "--set",
                    "topics.partitions=4");

            try (var producer = producer(target)) {
                write(producer, log.get(0).event());
            }
            assertRefused("has records of its own from offset", old, target);
        }
    }

    @Test
    void refusesALogOfWhichRecordsWereDeletedBefore() throws Exception {
        OddLog.write(directory.resolve("cut"), 3);
        try (var old = broker("cut");
                var target = broker("of-cut");
                var admin = Admin.create(client(old))) {
            var place = new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 1);
            admin.deleteRecords(Map.of(place, RecordsToDelete.beforeOffset(10)))
                    .all()
                    .get();

            assertRefused("offsets 0 to 9 of partition 1 of footfall.download-events.v1 were deleted", old, target);
        }
    }

    private void assertRefused(String why, EmbeddedBroker old, EmbeddedBroker target, String... more) {
        clear();
        move(1, old, target, more);
        assertTrue(err.toString().contains(why), err::toString);
    }

    private void clear() {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
    }

    private static String[] with(String[] some, String more) {
        return Stream.concat(Stream.of(some), Stream.of(more)).toArray(String[]::new);
    }

    private static void write(KafkaProducer<byte[], byte[]> producer, DownloadEvent event) {
        OddLog.send(producer, TopicSpec.DOWNLOAD_EVENTS.topic(), event.repo(), EventCodec.encode(event), 0);
    }

    /** Moves some records, until it is interrupted. */
    private static void interrupt(EmbeddedBroker old, EmbeddedBroker target, long records) {
        var move = new LogMove(source(old), kafka(target), topics(OddLog.PARTITIONS), (done, total, number) -> {
            if (number == records) throw new IllegalStateException("interrupted");
        });
        String said = String.valueOf(assertThrows(
                        IllegalStateException.class, () -> move.inBatchesOf(400).run(false))
                .getMessage());
        assertEquals("interrupted", said);
    }

    private static LogExport.Source source(EmbeddedBroker old) {
        var partitions = new TopicAdmin(client(old)).requireToExport(OptionalInt.empty());
        return new LogExport.Source(kafka(old), Topics.STANDARD, partitions);
    }

    private static RestoredTopics topics(int partitions) {
        return new RestoredTopics(Topics.STANDARD, OptionalInt.of(partitions), Optional.empty());
    }

    /** Waits for it for a moment. */
    private static boolean isOver(CountDownLatch latch) {
        try {
            return latch.await(100, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertTrue(latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void move(int code, EmbeddedBroker old, EmbeddedBroker target, String... more) {
        var command = new ArrayList<>(List.of("move", "--from-bootstrap-servers", old.bootstrapServers()));
        command.addAll(List.of("--bootstrap-servers", target.bootstrapServers()));
        command.addAll(List.of(more));
        int exit = Main.commandLine(new NoBench())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(command.toArray(String[]::new));
        assertEquals(code, exit, err::toString);
    }

    @Command(name = "bench")
    static final class NoBench {}

    private static Standalone house(String name, int partitions) {
        Map<String, String> values = Map.of(
                "data.dir", path(name),
                "kafka.port", "0",
                "query.port", "0",
                "ingest.port", "0",
                "topics.partitions", Integer.toString(partitions));
        return Standalone.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
    }

    private static ServeNode second(Standalone house) {
        Map<String, String> values = Map.of(
                "data.dir",
                path("second"),
                "kafka.bootstrap-servers",
                house.broker().bootstrapServers(),
                "query.port",
                "0",
                "topics.prefix",
                "hub2");
        return ServeNode.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
    }

    private static EmbeddedBroker broker(String name) {
        DataDirectory data = DataDirectory.open(directory.resolve(name));
        data.close();
        return EmbeddedBroker.start(data.kafka(), 0);
    }

    private static String path(String name) {
        return directory.resolve(name).toString();
    }

    private static Map<String, String> kafka(EmbeddedBroker broker) {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private static Map<String, Object> client(EmbeddedBroker broker) {
        return Map.copyOf(kafka(broker));
    }

    private static KafkaProducer<byte[], byte[]> producer(EmbeddedBroker broker) {
        return new KafkaProducer<>(client(broker), new ByteArraySerializer(), new ByteArraySerializer());
    }
}
