package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.CommitMark;
import dev.footfall.aggregator.counting.PartKeys;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.recovery.StateFiles.StateLocation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The check that local stores hold what their changelogs hold. A loss of power can take a changelog's end away, or have its last
 * transaction aborted; stores from before are then ahead of it, and once it has grown again their offsets do not tell. So the
 * last commit of a store has to be found in the changelog, near the store's offset.
 *
 * @param consumers open consumers without a group that read what is committed
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
            LOG.warn("{} lacks the last commit of the local store: the store is restored whole", changelog);
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
            LOG.warn("{} cannot be read: it is restored whole: {}", database, e.getMessage());
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
