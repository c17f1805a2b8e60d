package dev.footfall.operations.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.standalone.OtherFormat;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Rebuild;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.ServeNode;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Two nodes on one Kafka, or more, and an administrator who asks them. */
final class TwoNodes implements AutoCloseable {
    static final int PARTITIONS = 4;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient impatient = HttpClient.newHttpClient();
    private final Path directory;
    private final EmbeddedBroker broker;
    private final List<ServeNode> nodes = new CopyOnWriteArrayList<>();
    private final Map<Integer, Path> rules = new HashMap<>();
    private final Map<Integer, String> formats = new HashMap<>();

    TwoNodes(Path directory) {
        this.directory = directory;
        this.broker = EmbeddedBroker.start(directory.resolve("kafka"), 0);
        new TopicAdmin(kafka()).ensure(PARTITIONS, Optional.empty());
        nodes.add(start(0));
        nodes.add(start(1));
    }

    Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    Path stateDirectory(int node) {
        return directory.resolve("node" + node).resolve("state");
    }

    private ServeNode start(int node) {
        String format = formats.getOrDefault(node, RuleSet.FORMAT);
        return OtherFormat.start(settings(node), format, reason -> fail(reason));
    }

    /** Starts one more, of a release with another format. */
    void add(String format) {
        formats.put(nodes.size(), format);
        nodes.add(start(nodes.size()));
    }

    int number() {
        return nodes.size();
    }

    /** Starts it as a release with another format, on the same disk. */
    void restartIn(int node, String format) {
        without(node, () -> formats.put(node, format));
    }

    /** Counts its state again on its disk, as a release with another format; no node may run. */
    Rebuild rebuild(int node, String format) {
        return OtherFormat.rebuild(settings(node), format, reason -> fail(reason));
    }

    /** Ends a node for good. */
    void stop(int node) {
        nodes.get(node).close();
    }

    private Settings settings(int node) {
        Map<String, String> values = new HashMap<>();
        values.put("data.dir", directory.resolve("node" + node).toString());
        values.put("kafka.bootstrap-servers", broker.bootstrapServers());
        values.put("topics.partitions", Integer.toString(PARTITIONS));
        values.put("query.port", "0");
        values.put("peers.port", "0");
        values.put("peers.secret", "peers-secret-of-at-least-32-bytes");
        values.put("auth.jwt-secret", "a secret that signs tokens in this test");
        values.put("aggregator.standbys", "1");
        values.put("query.rate-limit", "0"); // clients that ask all the time
        Optional.ofNullable(rules.get(node)).ifPresent(file -> values.put("rules.file", file.toString()));
        return Settings.read(null, Map.of(), values);
    }

    void restart(int node) {
        without(node, () -> {});
    }

    /** Starts it with other rules; empty for the default ones. */
    void restart(int node, Optional<Path> rulesFile) {
        without(node, () -> {
            rules.remove(node);
            rulesFile.ifPresent(file -> rules.put(node, file));
        });
    }

    /** Does something while a node is down. */
    void without(int node, Runnable meanwhile) {
        nodes.get(node).close();
        meanwhile.run();
        nodes.set(node, start(node));
    }

    void publish(List<DownloadEvent> events) {
        try (var producer =
                new KafkaProducer<byte[], byte[]>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (DownloadEvent event : events) send(producer, event.repo().keyBytes(), event);
        }
    }

    /** Publishes an event that no node may count: its key is not that of its repository. */
    void publishMisplaced(DownloadEvent event) {
        try (var producer =
                new KafkaProducer<byte[], byte[]>(kafka(), new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, "model/not/there".getBytes(StandardCharsets.US_ASCII), event);
        }
    }

    private static void send(KafkaProducer<byte[], byte[]> producer, byte[] key, DownloadEvent event) {
        var unused =
                producer.send(new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), key, EventCodec.encode(event)));
    }

    /** The answer of a node to an administrator. */
    HttpResponse<String> get(int node, String path) {
        return send(request(node, path).build());
    }

    /** The same without patience: 503 if the node cannot answer now. */
    HttpResponse<String> getOnce(int node, String path) throws IOException, InterruptedException {
        return impatient.send(request(node, path).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The JSON of a node for an administrator, who is answered. */
    JsonNode json(int node, String path) {
        HttpResponse<String> response = get(node, path);
        assertEquals(200, response.statusCode(), response::body);
        return parsed(response.body());
    }

    /** The answer of a node to a decision of an administrator. */
    HttpResponse<String> decide(int node, String path, String body) {
        return send(request(node, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** The same without patience. */
    HttpResponse<String> decideOnce(int node, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = request(node, path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return impatient.send(request, HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode parsed(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    private HttpRequest.Builder request(int node, String path) {
        URI uri = URI.create("http://127.0.0.1:" + nodes.get(node).query().port() + path);
        var mint = new TokenMint(RoomConfigs.of(settings(node)).auth(), Clock.systemUTC());
        String token = mint.mint(new Caller(Optional.of("op"), Set.of(), true), Duration.ofHours(1));
        return HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(request.toString(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(ServeNode::close);
        broker.close();
    }
}
