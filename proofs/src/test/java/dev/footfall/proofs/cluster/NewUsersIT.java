package dev.footfall.proofs.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.bench.BenchSettings;
import dev.footfall.events.EventCodec;
import dev.footfall.events.TopicSpec;
import dev.footfall.ingest.sharedlog.SharedLogFollower;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.proofs.cluster.Member.Role;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two ingests with {@code ingest.users=ids} that meet the same new users at the same time, while brokers restart in turn. */
class NewUsersIT {
    private static final int CLIENTS = 4;
    private static final int USERS = Integer.getInteger("users", 5_000);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path directory;

    private final HttpClient http = HttpClient.newHttpClient();
    private final AtomicInteger next = new AtomicInteger();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private long longestMillis;

    @Test
    void takesEachPostAndGivesEachUserOneId() throws Exception {
        Settings base = BenchSettings.with(
                Settings.read(null, Map.of(), Map.of()),
                Map.of(Setting.INGEST_USERS, "ids", Setting.TOPICS_PARTITIONS, "4"));
        try (var cluster = LoopbackCluster.start(directory, base, new ClusterSize(0, 2), false)) {
            CompletableFuture<?>[] clients = IntStream.range(0, CLIENTS)
                    .mapToObj(client -> CompletableFuture.runAsync(() -> post(cluster)))
                    .toArray(CompletableFuture[]::new);
            restartInTurn(cluster);
            CompletableFuture.allOf(clients).join();

            System.out.println("{\"posts\":" + 2 * USERS + ",\"statuses\":\"" + statuses + "\",\"longest_ms\":"
                    + longestMillis + "}");
            assertEquals(Map.of(202, 2 * USERS), statuses);
            RoomConfigs configs =
                    RoomConfigs.of(cluster.settings(cluster.members(Role.INGEST).get(0)));
            assertEquals(USERS, visitors(configs).size());
            erase(cluster, "user-0");
            try (var names = new SharedLogFollower<>(configs.publisher(), UserRegistry.TOPIC, "names")) {
                assertEquals(List.of(), names.state().names().idsOf("user-0"));
                assertEquals(1, idsOf(names, "user-1").size());
            }
        }
    }

    private static Set<Object> idsOf(SharedLogFollower<UserRegistry, ?> names, String user) {
        return names.state().names().idOf(user).<Set<Object>>map(Set::of).orElse(Set.of());
    }

    /** Each user's two events go to the two ingests, by whichever clients are free. */
    private void post(LoopbackCluster cluster) {
        for (int number = next.getAndIncrement(); number < 2 * USERS; number = next.getAndIncrement()) {
            int port = cluster.members(Role.INGEST).get(number % 2).port();
            String event = "{\"id\":\"" + number + "\",\"time\":\"" + Instant.now() + "\",\"repo_type\":\"model\","
                    + "\"repo\":\"acme/m" + number % 7 + "\",\"method\":\"GET\",\"status\":200,\"user\":\"user-"
                    + number / 2 + "\"}";
            long beganNanos = System.nanoTime();
            int status = send(port, "POST", "/v1/events", event);
            note(status, (System.nanoTime() - beganNanos) / 1_000_000);
        }
    }

    private synchronized void note(int status, long millis) {
        statuses.merge(status, 1, Integer::sum);
        longestMillis = Math.max(longestMillis, millis);
    }

    private void erase(LoopbackCluster cluster, String user) {
        int port = cluster.members(Role.INGEST).get(0).port();
        assertEquals(204, send(port, "DELETE", "/v1/users/" + user, ""));
    }

    private int send(int port, String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(PATIENCE)
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .join()
                .statusCode();
    }

    private void restartInTurn(LoopbackCluster cluster) {
        for (Member broker : cluster.members(Role.BROKER)) {
            int reached = next.get();
            int wanted = Math.min(2 * USERS, reached + USERS / 5);
            Awaitility.await().atMost(PATIENCE.multipliedBy(10)).until(() -> next.get() >= wanted);
            broker.stop();
            broker.start();
            cluster.awaitUp(broker);
        }
    }

    private static Set<String> visitors(RoomConfigs configs) {
        Map<String, Object> settings = new HashMap<>(configs.kafka());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        Set<String> visitors = new HashSet<>();
        try (var consumer = new KafkaConsumer<byte[], byte[]>(settings)) {
            List<TopicPartition> partitions = IntStream.range(0, 4)
                    .mapToObj(partition -> new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            int read = 0;
            while (read < 2 * USERS) {
                for (var record : consumer.poll(PATIENCE)) {
                    read++;
                    EventCodec.decode(record.value(), record.timestamp())
                            .value()
                            .ifPresent(event -> visitors.add(event.visitor().value()));
                }
            }
        }
        return visitors;
    }
}
