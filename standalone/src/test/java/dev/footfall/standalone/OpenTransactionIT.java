package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.states.PastDecisions;
import dev.footfall.standalone.settings.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Somebody else's transaction, left open on the topic of the repositories, holds up nothing that is private. */
class OpenTransactionIT {
    private static final int PARTITIONS = 2;

    /** Much longer than a registration takes, and much shorter than the transaction stays open. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    @Test
    void hidesAPrivateRepositoryWhileAForeignTransactionIsOpen() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertEquals(202, send(house, "POST", "/v1/events", event()));
            awaitStatus(house, 200);

            try (var foreign = openTransaction(house)) {
                assertEquals(202, send(house, "PUT", "/v1/repositories/models/acme/rocket", "{\"private\":true}"));

                awaitStatus(house, 404);
                foreign.abortTransaction();
            }
        }
    }

    @Test
    @Tag("proof")
    void knowsThePrivateRepositoriesBehindAnOpenTransactionAtItsStart() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertEquals(202, send(house, "POST", "/v1/events", event()));
            awaitStatus(house, 200);
            openTransaction(house).close(Duration.ZERO); // without an abort, as a producer that is killed
            assertEquals(202, send(house, "PUT", "/v1/repositories/models/acme/rocket", "{\"private\":true}"));
        }

        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertEquals(404, status(house));
        }
    }

    @Test
    void saysWhatLiesBehindAnOpenTransactionAndNothingOfAnAbortedOne() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            assertEquals(202, send(house, "POST", "/v1/events", event()));
            awaitStatus(house, 200);
            awaitLag(house, lag -> lag == 0);

            try (var foreign = openTransaction(house, TopicSpec.DOWNLOAD_EVENTS)) {
                awaitLag(house, lag -> lag > 0);
                foreign.abortTransaction();
                awaitLag(house, lag -> lag == 0);
            }
        }
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            awaitStatus(house, 200);
            awaitLag(house, lag -> lag == 0);
        }
    }

    @Test
    @Tag("proof")
    void warnsOfADecisionThatIsNotCommitted() throws Exception {
        try (var house = Standalone.start(settings(), reason -> fail(reason))) {
            openTransaction(house, TopicSpec.STATES).close(Duration.ZERO);
            var said = new ByteArrayOutputStream();
            PrintStream before = System.err;
            System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
            try {
                var unused = PastDecisions.statesOf(
                        Map.of("bootstrap.servers", house.broker().bootstrapServers()), Topics.STANDARD);
            } finally {
                System.setErr(before);
            }
            String warning = "The decisions in " + TopicSpec.STATES.topic() + " from offset \\d+ on are not committed";
            String text = said.toString(StandardCharsets.UTF_8);
            assertTrue(Pattern.compile(warning).matcher(text).find(), text);
        }
    }

    private static KafkaProducer<byte[], byte[]> openTransaction(Standalone house) throws Exception {
        return openTransaction(house, TopicSpec.REPOSITORIES);
    }

    private static KafkaProducer<byte[], byte[]> openTransaction(Standalone house, TopicSpec topic) throws Exception {
        var producer = new KafkaProducer<byte[], byte[]>(
                Map.of(
                        "bootstrap.servers", house.broker().bootstrapServers(),
                        "transactional.id", "foreign",
                        "transaction.timeout.ms", "600000"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        for (int partition = 0; partition < topic.partitions(PARTITIONS); partition++) {
            byte[] nobodys = "model/no/body".getBytes(StandardCharsets.UTF_8);
            producer.send(new ProducerRecord<>(topic.topic(), partition, nobodys, new byte[] {'{', '}'}))
                    .get();
        }
        return producer;
    }

    private void awaitStatus(Standalone house, int status) {
        Awaitility.await().atMost(PATIENCE).until(() -> status(house) == status);
    }

    private void awaitLag(Standalone house, LongPredicate isExpected) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> isExpected.test(stats(house)
                        .headers()
                        .firstValueAsLong("X-Footfall-Lag")
                        .orElse(-1)));
    }

    private int status(Standalone house) throws IOException, InterruptedException {
        return stats(house).statusCode();
    }

    /** The answer to somebody without a token. */
    private HttpResponse<Void> stats(Standalone house) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + house.query().port() + "/models/acme/rocket/stats");
        return PatientHttp.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
    }

    private int send(Standalone house, String method, String path, String body)
            throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + house.ingest().port() + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private static String event() {
        return "{\"id\":\"1\",\"time\":\"2026-01-05T10:00:00Z\",\"repo_type\":\"model\",\"repo\":\"acme/rocket\","
                + "\"method\":\"GET\",\"status\":200,\"user\":\"ann\"}";
    }

    private Settings settings() {
        return Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0",
                        "topics.partitions", Integer.toString(PARTITIONS)));
    }
}
