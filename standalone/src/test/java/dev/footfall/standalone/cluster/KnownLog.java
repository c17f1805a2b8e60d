package dev.footfall.standalone.cluster;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.rules.CountingRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A log on a broker of its own, of which each event's log time is known: so it is known what an answer has to contain. */
final class KnownLog implements AutoCloseable {
    static final int PARTITIONS = 2;
    static final StateId STATE =
            StateId.main(new RuleSet("unnamed", CountingRules.DEFAULT, PARTITIONS, Projections.ALL));

    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final EventDetails DETAILS = new EventDetails("", null, null, "files-1");

    private final EmbeddedBroker broker;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Map<RepoId, ConcurrentLinkedQueue<Long>> logTimesMillis = new ConcurrentHashMap<>();
    private final List<RepoId> repositories = IntStream.range(0, 40)
            .mapToObj(number -> new RepoId(RepoType.MODEL, "myorg", "model-" + number))
            .toList();
    private int published;

    KnownLog(Path directory) {
        this.broker = EmbeddedBroker.start(directory, 0);
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 1);
        new TopicAdmin(client).ensure(PARTITIONS, Optional.empty());
        this.producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
    }

    String bootstrapServers() {
        return broker.bootstrapServers();
    }

    List<RepoId> repositories() {
        return repositories;
    }

    /** The configuration of a node of two that counts this log. */
    static AggregatorConfig config(String bootstrapServers, Path stateDirectory, int port) {
        return config(Map.of("bootstrap.servers", bootstrapServers), stateDirectory, port);
    }

    /** The same of a node to be killed, whose partitions another counts soon after. */
    static AggregatorConfig configOfOneSoonMissed(String bootstrapServers, Path stateDirectory, int port) {
        String clients = SoonMissedClients.class.getName();
        return config(
                Map.of("bootstrap.servers", bootstrapServers, "default.client.supplier", clients),
                stateDirectory,
                port);
    }

    /** The same of a node with a thread for each partition, whose consumers have this interceptor. */
    static AggregatorConfig configOfOneIntercepted(
            String bootstrapServers, Path stateDirectory, int port, Class<?> by) {
        Map<String, String> kafka =
                Map.of("bootstrap.servers", bootstrapServers, "main.consumer.interceptor.classes", by.getName());
        return config(PARTITIONS, kafka, stateDirectory, port);
    }

    private static AggregatorConfig config(Map<String, String> kafka, Path stateDirectory, int port) {
        return config(1, kafka, stateDirectory, port);
    }

    private static AggregatorConfig config(int threads, Map<String, String> kafka, Path stateDirectory, int port) {
        var others = new AggregatorConfig.Neighbourhood(Optional.of(new NodeAddress("127.0.0.1", port)), 1);
        return new AggregatorConfig(
                STATE, stateDirectory, threads, 1 << 20, AggregatorConfig.Options.NONE, others, kafka);
    }

    /** Appends so many events, round and round the repositories, and returns when they are durable. */
    void grow(int number) {
        for (int i = 0; i < number; i++) {
            RepoId repo = repositories.get(published++ % repositories.size());
            var request = new FileRequest(Via.HTTP, "GET", 200, 10, null);
            var event = new DownloadEvent("event-" + published, NOON, repo, VisitorId.user("alice"), request, DETAILS);
            var record =
                    new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), repo.keyBytes(), EventCodec.encode(event));
            var unused = producer.send(record, (written, error) -> {
                if (error == null) times(repo).add(written.timestamp());
            });
        }
        producer.flush();
    }

    private ConcurrentLinkedQueue<Long> times(RepoId repo) {
        return logTimesMillis.computeIfAbsent(repo, any -> new ConcurrentLinkedQueue<>());
    }

    /** The number of events of a repository, acknowledged by now, that entered the log before then. */
    long filesBefore(RepoId repo, Instant logTime) {
        return times(repo).stream()
                .filter(time -> time < logTime.toEpochMilli())
                .count();
    }

    /** The number of events of a repository that were acknowledged by now. */
    long files(RepoId repo) {
        return times(repo).size();
    }

    @Override
    public void close() {
        producer.close();
        broker.close();
    }
}
