package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands by which a log grows while events come, as docs/operations.md prints them. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class GrowingPageIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Pattern BLOCK = Pattern.compile("(?s)### Move while events come\n.*?```sh\n(.*?)```");
    private static final String PREFIX = "FOOTFALL_TOPICS_PREFIX=";
    private static final String STATS = "/models/acme/rocket/stats";

    @TempDir
    Path directory;

    private final AtomicInteger loadBalancer = new AtomicInteger();
    private final AtomicInteger taken = new AtomicInteger();
    private final CountDownLatch isOver = new CountDownLatch(1);

    @Test
    void movesTheLogByTheCommandsOfThePageAndLosesNothing() throws Exception {
        Matcher block = BLOCK.matcher(Files.readString(Path.of("../docs/operations.md")));
        assertTrue(block.find());
        List<String> lines = block.group(1).lines().toList();
        assertEquals(5, lines.stream().filter(line -> !line.startsWith("#")).count());
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
                var system = new GrowingSystem(broker.bootstrapServers())) {
            assertEquals(0, new Terminal().execute("topics", "--bootstrap-servers", system.kafka));
            system.takeEvents("");
            loadBalancer.set(system.ingestPort());
            CompletableFuture<Void> client = CompletableFuture.runAsync(this::post);
            awaitTaken(10);

            for (String line : lines) {
                if (line.startsWith("# 3.")) system.stopIngest();
                if (!line.startsWith("#")) run(line, system);
                if (line.contains(" rebuild ")) run(lines.get(1), system); // "then repeat 1"
                if (line.contains(" ingest ")) loadBalancer.set(system.ingestPort());
            }
            awaitTaken(taken.get() + 10);
            isOver.countDown();
            client.join();

            String expected = "{\"downloads\":" + taken.get() + ",\"likes\":0}";
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(expected, ask(system.queryPort())));
        }
    }

    private void run(String line, GrowingSystem system) {
        List<String> words = new ArrayList<>(List.of(line.replace("kafka-1:9092", system.kafka)
                .replace("/var/lib/footfall-hub2", directory.resolve("hub2").toString())
                .split(" ")));
        String prefix = words.get(0).startsWith(PREFIX) ? words.remove(0).substring(PREFIX.length()) : "";
        assertEquals("./footfall", words.remove(0));
        switch (words.get(0)) {
            case "ingest" -> system.takeEvents(prefix);
            case "serve" -> system.answer(prefix);
            default -> {
                if (!prefix.isEmpty()) words.addAll(List.of("--set", "topics.prefix=" + prefix));
                Awaitility.await().atMost(PATIENCE).until(() -> isDone(words));
            }
        }
    }

    /** False while the group of a rebuild that has ended is still there, as the page says. */
    private static boolean isDone(List<String> words) {
        var terminal = new Terminal();
        boolean isDone = terminal.execute(words.toArray(String[]::new)) == 0;
        assertTrue(isDone || terminal.err().contains("a node counts the log hub2"), terminal::err);
        return isDone;
    }

    /** Posts one event after the other, each until it is taken. */
    private void post() {
        try {
            for (int i = 0; !isOver.await(20, TimeUnit.MILLISECONDS); i++) {
                while (!isTaken(i)) assertFalse(isOver.await(50, TimeUnit.MILLISECONDS));
                taken.incrementAndGet();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isTaken(int id) throws InterruptedException {
        String event = "{\"id\":\"" + id + "\",\"time\":\"2026-03-04T12:00:00Z\",\"repo_type\":\"model\","
                + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"user\":\"user" + id + "\"}";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + loadBalancer.get() + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        try {
            return PatientHttp.send(request, HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 202;
        } catch (IOException e) {
            return false; // a stopped ingest
        }
    }

    private void awaitTaken(int events) {
        Awaitility.await().atMost(PATIENCE).until(() -> taken.get() >= events);
    }

    private static String ask(int port) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + STATS))
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.ofString()).body();
    }

    /** The processes that run until another command ends them. */
    private final class GrowingSystem implements AutoCloseable {
        private final String kafka;
        private final List<IngestNode> ingests = new ArrayList<>();
        private final List<ServeNode> nodes = new ArrayList<>();

        GrowingSystem(String kafka) {
            this.kafka = kafka;
        }

        void takeEvents(String prefix) {
            ingests.add(IngestNode.start(settings(prefix)));
        }

        void stopIngest() {
            ingests.remove(0).close();
        }

        int ingestPort() {
            return ingests.get(0).ingest().port();
        }

        void answer(String prefix) {
            nodes.add(ServeNode.start(settings(prefix), reason -> fail(reason)));
        }

        int queryPort() {
            return nodes.get(0).query().port();
        }

        private Settings settings(String prefix) {
            Map<String, String> values = new HashMap<>(Map.of(
                    "kafka.bootstrap-servers",
                    kafka,
                    "ingest.port",
                    "0",
                    "query.port",
                    "0",
                    "ingest.visitor-secret",
                    "a secret of a test has 32 bytes!",
                    "data.dir",
                    directory.resolve("hub2").toString()));
            if (!prefix.isEmpty()) values.put("topics.prefix", prefix);
            return Settings.read(null, Map.of(), values);
        }

        @Override
        public void close() {
            nodes.forEach(ServeNode::close);
            ingests.forEach(IngestNode::close);
        }
    }
}
