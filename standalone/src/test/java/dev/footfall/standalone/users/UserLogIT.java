package dev.footfall.standalone.users;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.events.UserId;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ids of users in a Kafka. */
class UserLogIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int INGESTS = 4;
    private static final int BATCHES = 10;

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory, 0);
        new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers())).ensure(2, Optional.empty());
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void racingIngestsGiveEachUserOneIdAtOnceAndKeepItThroughARestart() {
        List<CompletableFuture<Map<String, UserId>>> racing = IntStream.range(0, INGESTS)
                .mapToObj(ingest -> CompletableFuture.supplyAsync(() -> idsOfAll(ingest)))
                .toList();

        Map<String, UserId> restarted =
                racing.get(0).thenApply(first -> idsOfAll(0)).join();
        for (var ingest : racing) assertEquals(restarted, ingest.join());
        assertEquals(10 * BATCHES, new HashSet<>(restarted.values()).size());
    }

    /** The ids of all users by an ingest of its own that meets them in another order than the others; none is refused. */
    private static Map<String, UserId> idsOfAll(int ingest) {
        try (UserIds ids = ids()) {
            for (int i = 0; i < BATCHES; i++)
                assertEquals(10, ids.of(users((i + ingest) % BATCHES)).size());
            Set<String> all = IntStream.range(0, BATCHES)
                    .boxed()
                    .flatMap(batch -> users(batch).stream())
                    .collect(Collectors.toSet());
            return ids.of(all);
        }
    }

    private static Set<String> users(int batch) {
        return IntStream.range(0, 10).mapToObj(i -> "user-" + batch + "-" + i).collect(Collectors.toSet());
    }

    @Test
    void anIngestLearnsOfAnErasureByAnother() {
        Set<String> erin = Set.of("erin");
        try (UserIds ids = ids();
                UserIds other = ids()) {
            Map<String, UserId> before = other.of(erin);

            ids.erase("erin");

            Map<String, UserId> after =
                    Awaitility.await().atMost(PATIENCE).until(() -> other.of(erin), now -> !now.equals(before));
            assertEquals(after, ids.of(erin));
        }
    }

    @Test
    void aTopicThatIsDeletedAndMadeAgainTakesNewUsers() throws Exception {
        Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        var again = new Topics("again");
        var topics = new TopicAdmin(kafka, again);
        topics.ensure(TopicSpec.USERS, 1, Optional.empty());
        try (UserIds ids = ids(again)) {
            Map<String, UserId> before = ids.of(users(0));
            try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
                admin.deleteTopics(List.of(again.name(TopicSpec.USERS))).all().get();
            }
            topics.ensure(TopicSpec.USERS, 1, Optional.empty());

            Map<String, UserId> frank = ids.of(Set.of("frank"));

            assertEquals(Set.of("frank"), frank.keySet());
            assertEquals(before, ids.of(users(0)));
        }
    }

    private static UserIds ids() {
        return ids(Topics.STANDARD);
    }

    private static UserIds ids(Topics topics) {
        var config = new PublisherConfig(broker.bootstrapServers(), topics, Map.of());
        return new UserIds(new KafkaSharedLog<>(config, UserRegistry.TOPIC), Clock.systemUTC());
    }
}
