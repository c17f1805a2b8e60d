package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.events.Unchecked;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.AppInfoParser;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The note beside the local stores that decides whether they can be continued: with which changelog they were made, and
 * by which version of Kafka Streams. There is one while they are closed in order, and one for as long as they are there. Kafka Streams knows a changelog by its
 * name alone: after a rebuild, which creates it again, another node's old stores would be taken for a part of it; the topic's id
 * tells them apart. It throws stores away that were not closed, but does not start when a process was killed in the middle
 * of that; and it cannot open stores that a later version has written.
 */
public final class StateOrigin {
    private final StateLocation location;
    private final StateRecovery recovery;
    private final ChangelogCheck check;
    private final String changelog;
    private final Path closed;
    private final Path any;
    private volatile Optional<String> origin = Optional.empty();

    public StateOrigin(StateLocation location, ChangelogEnds changelogs, SteadyTime time) {
        this.location = location;
        this.recovery = new StateRecovery(location, changelogs, time);
        this.check = new ChangelogCheck(location, () -> changelogReader(location.kafka()), time);
        this.changelog = location.state().changelog();
        this.closed = location.directory().resolve("changelog-id");
        this.any = location.directory().resolve("changelog-id-of-copies");
    }

    private static Consumer<byte[], byte[]> changelogReader(Map<String, String> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25); // its close waits for the last fetch
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Drops stores of a changelog that is gone or another by now; they are made again from the one there is. */
    public void dropUselessStores(Admin admin) {
        boolean wasClosed = isOfNow(closed, admin);
        delete(closed);
        if (!wasClosed && !isOfNow(any, admin)) {
            delete(any);
            StateFiles.deleteStores(location);
            return;
        }
        if (!wasClosed) recovery.recover();
        check.dropOthers();
    }

    /** True if a note is there and tells of the changelog there is; it is then remembered. */
    private boolean isOfNow(Path note, Admin admin) {
        if (!Files.exists(note)) return false;
        origin = origin(admin).filter(read(note)::equals);
        return origin.isPresent();
    }

    public void note(Admin admin) {
        Optional<String> now = origin(admin);
        if (now.isEmpty()) return;
        origin = now;
        write(any, now.get());
    }

    public void closed() {
        origin.ifPresent(note -> write(closed, note));
    }

    private static String read(Path file) {
        return Unchecked.io("the state directory cannot be read: " + file, () -> Files.readString(file))
                .strip();
    }

    private static void write(Path file, String note) {
        Unchecked.run("the state directory cannot be written: " + file, () -> Files.writeString(file, note));
    }

    private static void delete(Path file) {
        Unchecked.run("the state directory cannot be written: " + file, () -> Files.deleteIfExists(file));
    }

    private Optional<String> origin(Admin admin) {
        return changelogId(admin).map(id -> id + " " + AppInfoParser.getVersion());
    }

    private Optional<String> changelogId(Admin admin) {
        try {
            return AdminCalls.await(admin.describeTopics(List.of(changelog)).allTopicNames()).values().stream()
                    .map(topic -> topic.topicId().toString())
                    .findFirst();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return Optional.empty();
            throw new IllegalStateException("the broker could not describe " + changelog + ": " + e.getCause(), e);
        }
    }

    /**
     * The check that local stores hold what their changelogs hold. A loss of power can take a changelog's end away, or have its last
     * transaction aborted; stores from before are then ahead of it, and once it has grown again their offsets do not tell. So the
     * last commit of a store must be found in the changelog, near the store's offset.
     */
    record ChangelogCheck(StateLocation location, Supplier<Consumer<byte[], byte[]>> consumers, SteadyTime time) {
        private static final Logger LOG = LoggerFactory.getLogger(ChangelogCheck.class);
        private static final Duration PATIENCE = Duration.ofSeconds(30);
        private static final Duration POLL = Duration.ofMillis(100);

        /** Behind the mark of the last commit may be the ends of transactions. */
        private static final int OFFSETS_BEFORE = 8;

        /** The last commit of a store, and the offset before which the store has all records. */
        private record LastCommit(Path stores, CommitMark mark, long end) {
            boolean isAt(ConsumerRecord<byte[], byte[]> record) {
                return Arrays.equals(record.key(), PartKeys.mark()) && Arrays.equals(record.value(), mark.encode());
            }
        }

        /** Deletes the stores whose last commit is not whole, or not in the changelog: they are restored from there. */
        void dropOthers() {
            Map<TopicPartition, LastCommit> commits = new HashMap<>();
            for (Path stores : StateFiles.ofPartitions(location)) {
                var changelog = new TopicPartition(location.state().changelog(), StateFiles.partitionOf(stores));
                OptionalLong end = StateRecovery.readOffset(stores, changelog);
                Optional<CommitMark> mark = end.isPresent() ? mark(stores) : Optional.empty();
                mark.ifPresent(found -> commits.put(changelog, new LastCommit(stores, found, end.getAsLong())));
            }
            if (commits.isEmpty()) return;
            Set<TopicPartition> found = found(commits);
            commits.forEach((changelog, commit) -> {
                if (found.contains(changelog) && commit.mark().phase() == CommitMark.Phase.CLOSED) return;
                LOG.warn(
                        "{} lacks the last commit of the local store: the store is restored from the " + "beginning",
                        changelog);
                StateFiles.delete(commit.stores());
            });
        }

        /** The mark of a store; none where there is no store, or one that cannot be read, which is deleted. */
        private static Optional<CommitMark> mark(Path stores) {
            Path database = stores.resolve("rocksdb").resolve(PartitionStores.STORE);
            if (!Files.exists(database)) return Optional.empty();
            RocksDB.loadLibrary();
            try (var options = new Options();
                    RocksDB store = RocksDB.openReadOnly(options, database.toString())) {
                return Optional.ofNullable(store.get(PartKeys.mark())).map(CommitMark::decode);
            } catch (RocksDBException e) {
                LOG.warn("{} cannot be read: it is restored from the beginning: {}", database, e.getMessage());
                StateFiles.delete(stores);
                return Optional.empty();
            }
        }

        private Set<TopicPartition> found(Map<TopicPartition, LastCommit> commits) {
            Set<TopicPartition> found = new HashSet<>();
            try (Consumer<byte[], byte[]> consumer = consumers.get()) {
                consumer.assign(commits.keySet());
                Map<TopicPartition, Long> ends = consumer.endOffsets(commits.keySet(), PATIENCE);
                commits.forEach(
                        (changelog, commit) -> consumer.seek(changelog, Math.max(0, commit.end() - OFFSETS_BEFORE)));
                Set<TopicPartition> open = new HashSet<>(commits.keySet());
                long deadlineMillis = time.milliseconds() + PATIENCE.toMillis();
                while (!open.isEmpty() && time.milliseconds() < deadlineMillis) {
                    for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                        var changelog = new TopicPartition(record.topic(), record.partition());
                        LastCommit commit = commits.get(changelog);
                        if (commit != null && commit.isAt(record)) found.add(changelog);
                    }
                    open.removeAll(found);
                    open.removeIf(changelog -> consumer.position(changelog) >= ends.getOrDefault(changelog, 0L));
                    consumer.pause(consumer.assignment());
                    consumer.resume(open);
                }
            } catch (KafkaException e) {
                LOG.warn("The changelogs could not be read: {}", e.toString());
            }
            return found;
        }
    }
}
