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
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every role on a Kafka that wants TLS and a password. */
@Tag("proof")
class SecuredKafkaIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    @TempDir
    Path directory;

    private final Map<String, String> environment = new HashMap<>();
    private final int ingestPort = BrokerProcess.freePort();
    private final int queryPort = BrokerProcess.freePort();
    private BrokerProcess broker;

    @BeforeEach
    void start() throws Exception {
        KeyStores stores = KeyStores.make(directory);
        var settings = new HashMap<>(stores.ofTheBroker());
        settings.put("listener.security.protocol.map", "CLIENTS:SASL_SSL,CONTROLLER:PLAINTEXT");
        settings.put("sasl.enabled.mechanisms", "PLAIN");
        settings.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        settings.put(
                "listener.name.clients.plain.sasl.jaas.config",
                LOGIN
                        + "username=\"broker\" password=\"of-brokers\" user_broker=\"of-brokers\" user_footfall=\"right\";");
        broker = BrokerProcess.small(directory.resolve("broker"), settings);

        environment.putAll(stores.ofItsClients());
        environment.put("KAFKA_SECURITY_PROTOCOL", "SASL_SSL");
        environment.put("KAFKA_SASL_MECHANISM", "PLAIN");
        environment.put("KAFKA_SASL_JAAS_CONFIG", login("right"));
        environment.put("FOOTFALL_KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers());
        environment.put("FOOTFALL_TOPICS_PARTITIONS", "2");
        environment.put("FOOTFALL_INGEST_VISITOR_SECRET", "0123456789abcdef0123456789abcdef");
        environment.put("FOOTFALL_INGEST_PORT", Integer.toString(ingestPort));
        environment.put("FOOTFALL_QUERY_PORT", Integer.toString(queryPort));
        environment.put("FOOTFALL_DATA_DIR", directory.resolve("data").toString());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void everyRoleWorksAndStateIsRestored() throws Exception {
        assertRefused("refused: Authentication failed: Invalid username or password", login("wrong"), "topics");

        assertEquals(0, run("topics"));
        try (ChildProcess ingest = role("ingest")) {
            awaitReady(ingestPort, ingest);
            assertEquals(202, post());
        }
        Path log = Files.writeString(
                directory.resolve("access.log"),
                "192.0.2.7 - - [05/Jan/2026:10:00:00 +0000] \"GET /acme/rocket/resolve/main/a HTTP/1.1\" 200 10 \"-\" \"curl/8.5.0\"\n");
        assertEquals(0, run("import", log.toString()));

        try (ChildProcess serve = role("serve")) {
            awaitTwoDownloads(serve);
            serve.kill();
        }
        delete(directory.resolve("data").resolve("state").resolve("footfall-aggregator"));
        try (ChildProcess serve = role("serve")) {
            awaitTwoDownloads(serve);
        }
        assertRefused("refused: Authentication failed: Invalid username or password", login("wrong"), "serve");
    }

    private static String login(String password) {
        return LOGIN + "username=\"footfall\" password=\"" + password + "\";";
    }

    /** In one sentence, below what Kafka's client logs, and with exit code 1. */
    private void assertRefused(String why, String login, String command) throws InterruptedException {
        var other = new HashMap<>(environment);
        other.put("KAFKA_SASL_JAAS_CONFIG", login);
        Path output = directory.resolve("refused-" + command);
        try (ChildProcess refused = ChildProcess.start(output, other, ChildProcess.FOOTFALL, List.of(command))) {
            assertEquals(1, refused.exitCode());
            assertEquals(
                    List.of("footfall: Kafka at " + broker.bootstrapServers() + " " + why),
                    refused.output()
                            .lines()
                            .filter(line -> line.startsWith("footfall"))
                            .toList());
        }
    }

    private int run(String... command) throws InterruptedException {
        try (ChildProcess process = role(command)) {
            return process.exitCode();
        }
    }

    private ChildProcess role(String... command) {
        return ChildProcess.start(
                directory.resolve(command[0] + ".output"), environment, ChildProcess.FOOTFALL, List.of(command));
    }

    private int post() throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(ingestPort, "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"id\":\"1\",\"time\":\"2026-01-05T12:00:00Z\","
                        + "\"repo_type\":\"model\",\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,"
                        + "\"user\":\"alice\"}"))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    private void awaitReady(int port, ChildProcess process) {
        Awaitility.await().atMost(PATIENCE).until(() -> isAnswered(process, port, "/ready", ""));
    }

    private void awaitTwoDownloads(ChildProcess serve) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() ->
                        isAnswered(serve, queryPort, "/models/acme/rocket/stats", "{\"downloads\":2,\"likes\":0}"));
    }

    /** True if the answer is 200 and has this in it. */
    private boolean isAnswered(ChildProcess process, int port, String path, String expected)
            throws InterruptedException {
        assertTrue(process.isAlive(), process::output);
        try {
            HttpRequest request = HttpRequest.newBuilder(uri(port, path)).build();
            HttpResponse<String> answer = PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 && answer.body().contains(expected);
        } catch (IOException e) {
            return false;
        }
    }

    private static URI uri(int port, String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> files = Files.walk(tree)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }
}
