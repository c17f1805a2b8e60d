package dev.footfall.operations.logfiles;

import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.rules.CountingRules;
import dev.footfall.standalone.DataDirectory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * A log on disk of which the log times matter: weeks of events of few days, so that some come late; events that are ahead of
 * their log time; texts that are none, tombstones, headers, and transactions that were aborted.
 */
public final class OddLog {
    public static final int PARTITIONS = 2;
    static final RepoId LIKED = new RepoId(RepoType.MODEL, "org0", "repo0");

    /** Registered as private in a transaction that was aborted: a registration holds all the same. */
    public static final RepoId PRIVATE = new RepoId(RepoType.MODEL, "org1", "repo1");

    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");
    private static final int EVENTS = 3_000;

    /** The number of records of likes, of which one is ahead of its log time. */
    static final int LIKES = 4;

    private OddLog() {}

    /** Writes it with this seed. */
    public static List<Logged> write(Path directory, long seed) throws Exception {
        DataDirectory data = DataDirectory.open(directory);
        data.close();
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), 0)) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicAdmin(client).ensure(PARTITIONS, Optional.empty());
            setTimestampType(client, "CreateTime");
            writeAborted(client);
            List<Logged> log = log(new Random(seed), seed);
            try (var producer =
                    new KafkaProducer<byte[], byte[]>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
                writeOdd(producer);
                writeLikes(producer);
                for (Logged logged : log) {
                    DownloadEvent event = logged.event();
                    send(
                            producer,
                            TopicSpec.DOWNLOAD_EVENTS.topic(),
                            event.repo(),
                            EventCodec.encode(event),
                            logged.logTimeMillis());
                }
            }
            setTimestampType(client, "LogAppendTime");
            return log;
        }
    }

    private static List<Logged> log(Random random, long seed) {
        List<Logged> log = new ArrayList<>();
        long logTimeMillis = START.toEpochMilli();
        for (DownloadEvent event : new RandomLog(seed, CountingRules.DEFAULT.gap()).events(EVENTS)) {
            logTimeMillis += random.nextInt((int) (Duration.ofDays(60).toMillis() / EVENTS));
            log.add(new Logged(event, logTimeMillis));
        }
        return log;
    }

    private static void writeOdd(KafkaProducer<byte[], byte[]> producer) {
        long millis = START.toEpochMilli();
        send(producer, TopicSpec.DOWNLOAD_EVENTS.topic(), LIKED, null, millis);
        send(
                producer,
                TopicSpec.DOWNLOAD_EVENTS.topic(),
                LIKED,
                "no event".getBytes(StandardCharsets.UTF_8),
                millis + 1);
        send(producer, TopicSpec.DOWNLOAD_EVENTS.topic(), LIKED, ahead(), millis + 2);
        send(producer, TopicSpec.REPOSITORIES.topic(), LIKED, null, millis + 3);
        send(
                producer,
                TopicSpec.REPOSITORIES.topic(),
                LIKED,
                registration(LIKED, false).toJson(),
                millis + 4);
    }

    /** An event of two days after it was written. */
    private static byte[] ahead() {
        return ("{\"id\":\"ahead\",\"time\":\"" + START.plus(Duration.ofDays(2))
                        + "\",\"repo_type\":\"model\",\"repo\":\"" + LIKED.fullName()
                        + "\",\"method\":\"GET\",\"status\":200,\"user\":\"ahead\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void writeLikes(KafkaProducer<byte[], byte[]> producer) {
        for (String user : List.of("alice", "bob", "carol")) {
            var like = new LikeEvent(LIKED, user, !user.equals("carol"), START);
            send(producer, TopicSpec.LIKES.topic(), LIKED, like.toJson(), START.toEpochMilli());
        }
        var ahead = new LikeEvent(LIKED, "dave", true, START.plus(Duration.ofDays(2)));
        send(producer, TopicSpec.LIKES.topic(), LIKED, ahead.toJson(), START.toEpochMilli());
    }

    private static void writeAborted(Map<String, Object> client) {
        Map<String, Object> transactional = new HashMap<>(client);
        transactional.put("transactional.id", "aborted");
        try (var producer = new KafkaProducer<byte[], byte[]>(
                transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            byte[] registration = registration(PRIVATE, true).toJson();
            send(producer, TopicSpec.REPOSITORIES.topic(), PRIVATE, registration, START.toEpochMilli());
            send(producer, TopicSpec.DOWNLOAD_EVENTS.topic(), LIKED, "aborted".getBytes(StandardCharsets.UTF_8), 0);
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static RepositoryEvent registration(RepoId repo, boolean isPrivate) {
        return new RepositoryEvent(repo, START, false, isPrivate, false, RepositoryDetails.NONE);
    }

    /** Sends a record with a header of its publisher's, and one that claims a log time: neither means anything. */
    static void send(
            KafkaProducer<byte[], byte[]> producer, String topic, RepoId repo, byte @Nullable [] value, long logTime) {
        var record = new ProducerRecord<>(topic, null, logTime, repo.keyBytes(), value);
        record.headers().add("trace", new byte[] {1, 2}).add(LogTimes.header(START.toEpochMilli()));
        var unused = producer.send(record);
    }

    /** Not that of registrations: segments are closed by log time, and compaction takes what was aborted out of closed ones. */
    private static void setTimestampType(Map<String, Object> client, String type) throws Exception {
        var set = new AlterConfigOp(new ConfigEntry("message.timestamp.type", type), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(client)) {
            admin.incrementalAlterConfigs(Stream.of(TopicSpec.DOWNLOAD_EVENTS.topic(), TopicSpec.LIKES.topic())
                            .collect(Collectors.toMap(
                                    topic -> new ConfigResource(ConfigResource.Type.TOPIC, topic),
                                    topic -> List.of(set))))
                    .all()
                    .get();
        }
    }
}
