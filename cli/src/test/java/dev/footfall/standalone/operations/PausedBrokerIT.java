package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.IngestNode;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.settings.Settings;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Counting under load on a broker that stands still again and again, for longer than the counting threads survive. */
@Tag("proof")
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class PausedBrokerIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PARTITIONS = 8;
    private static final int ENOUGH_DEATHS = 12;
    private static final int SOME = 100;

    /** The first pause interrupts counting; the next ones interrupt commits, which kills their threads. */
    private static final int PAUSES_IN_A_ROW = 3;

    /** Longer than a commit and its second try wait. */
    private static final Duration PAUSE = Duration.ofSeconds(6);

    /** A thread whose commit is not answered for two seconds dies. There is one for each partition: two a core. */
    private static final Map<String, String> MORTAL =
            Map.of("KAFKA_MAX_BLOCK_MS", "2000", "JAVA_TOOL_OPTIONS", "-XX:ActiveProcessorCount=" + PARTITIONS / 2);

    @TempDir
    Path directory;

    @Test
    void everyPartitionAnswersWhatWasAcknowledgedAfterADozenThreadsHaveDied() throws Exception {
        try (BrokerProcess broker = BrokerProcess.small(directory.resolve("broker"), Map.of())) {
            createTopics(broker);
            List<String> paths =
                    RetryingLoad.REPOSITORIES.stream().map(PausedBrokerIT::path).toList();
            try (IngestNode ingest = ingest(broker);
                    SupervisedNode node = new SupervisedNode(directory, broker, MORTAL);
                    ReadyPromise promise = new ReadyPromise(node, paths)) {
                var load = new RetryingLoad(ingest.ingest().port());
                try (load) {
                    while (node.deaths() < ENOUGH_DEATHS) {
                        awaitReady(node);
                        awaitMoreAcknowledged(load, SOME);
                        for (int pauses = 0; pauses < PAUSES_IN_A_ROW; pauses++) {
                            pause(broker);
                            awaitMoreAcknowledged(load, 1);
                        }
                    }
                }

                awaitReady(node);
                Awaitility.await()
                        .atMost(PatientHttp.PATIENCE)
                        .untilAsserted(() -> assertEquals(new TreeMap<>(load.downloads()), downloads(node)));
                assertEquals(List.of(), promise.broken());
                assertTrue(promise.kept() > paths.size(), () -> "ready " + promise.kept() + " times");
            }
        }
    }

    /** Fails if a partition stays away. */
    private static void awaitReady(SupervisedNode node) {
        Awaitility.await("each partition").atMost(PatientHttp.PATIENCE).until(node::isReady);
    }

    private static void awaitMoreAcknowledged(RetryingLoad load, int more) {
        int enough = load.acknowledged().size() + more;
        Awaitility.await("acknowledgements")
                .atMost(PatientHttp.PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> load.acknowledged().size() >= enough);
    }

    private static void pause(BrokerProcess broker) {
        long endNanos = System.nanoTime() + PAUSE.toNanos();
        broker.pause();
        try {
            Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> System.nanoTime() - endNanos > 0);
        } finally {
            broker.resume();
        }
    }

    private static String path(String repository) {
        return "/models/" + repository + "/stats/recent?from=" + RetryingLoad.DAY + "&to=" + RetryingLoad.DAY;
    }

    private static Map<String, Long> downloads(SupervisedNode node)
            throws InterruptedException, JsonProcessingException {
        var downloads = new TreeMap<String, Long>();
        for (String repository : RetryingLoad.REPOSITORIES) {
            Optional<HttpResponse<String>> answer = node.get(path(repository));
            String rows = answer.map(HttpResponse::body).orElse("{}");
            downloads.put(
                    repository, JSON.readTree(rows).at("/stats/0/downloads").asLong());
        }
        return downloads;
    }

    private static void createTopics(BrokerProcess broker) {
        var topics = new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()));
        topics.ensure(PARTITIONS, Optional.empty());
        topics.ensureAnswering(Optional.empty());
    }

    private static IngestNode ingest(BrokerProcess broker) {
        return IngestNode.start(Settings.read(
                null,
                Map.of(),
                Map.of(
                        "kafka.bootstrap-servers", broker.bootstrapServers(),
                        "ingest.port", "0",
                        "ingest.visitor-secret", "0123456789abcdef0123456789abcdef")));
    }
}
