package dev.footfall.aggregator.recovery;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LikesPosition;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.recovery.StateOrigin.ChangelogCheck;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;

class ChangelogCheckTest {
    private static final StateId STATE =
            StateId.main(new RuleSet("unnamed", CountingRules.DEFAULT, 8, Projections.ALL));
    private static final CommitMark FIRST = closed(1, 100);
    private static final CommitMark SECOND = closed(2, 200);

    @TempDir
    private Path directory;

    private final MockConsumer<byte[], byte[]> changelogs = new MockConsumer<>("earliest");
    private StateLocation location;
    private TopicPartition changelog;
    private Path stores;

    private static CommitMark closed(long commit, long nextOffset) {
        var position = new LogPosition(nextOffset, 0, 0);
        return new CommitMark(
                CommitMark.Phase.CLOSED,
                commit,
                position,
                Optional.of(4),
                LikesPosition.START,
                CommitMark.Lack.NOTHING,
                0);
    }

    @BeforeEach
    void place() throws IOException {
        location = new StateLocation(STATE, directory, Map.of());
        changelog = new TopicPartition(STATE.changelog(), 3);
        stores =
                Files.createDirectories(directory.resolve(STATE.applicationId()).resolve("0_3"));
    }

    @Test
    void keepsAStoreWhoseLastCommitIsInTheChangelog() throws Exception {
        store(SECOND, 20);
        has(mark(9, FIRST), mark(18, SECOND));
        check(20);

        assertTrue(Files.exists(stores));
    }

    @Test
    void keepsAStoreThatIsBehindTheChangelog() throws Exception {
        store(FIRST, 10);
        has(mark(9, FIRST), mark(18, SECOND));
        check(20);

        assertTrue(Files.exists(stores));
    }

    @Test
    void dropsAStoreWhoseLastCommitWasAborted() throws Exception {
        store(SECOND, 20);
        has(mark(9, FIRST));
        check(10);

        assertFalse(Files.exists(stores));
    }

    @Test
    void dropsAStoreOfAChangelogThatLostItsEndAndGrewAgain() throws Exception {
        store(SECOND, 20);
        has(mark(9, FIRST), mark(18, closed(2, 250)), mark(25, closed(3, 300)));
        check(26);

        assertFalse(Files.exists(stores));
    }

    @Test
    void dropsAStoreOfHalfACommit() throws Exception {
        store(FIRST.opened(), 12);
        has(mark(9, FIRST), mark(11, FIRST.opened()), mark(18, SECOND));
        check(20);

        assertFalse(Files.exists(stores));
    }

    @Test
    void dropsAStoreThatCannotBeRead() throws Exception {
        store(SECOND, 20);
        Path database = stores.resolve("rocksdb").resolve(PartitionStores.STORE);
        Files.writeString(database.resolve("CURRENT"), "MANIFEST-999999\n");
        has(mark(9, FIRST), mark(18, SECOND));
        check(20);

        assertFalse(Files.exists(stores));
    }

    private void check(long end) {
        changelogs.updateEndOffsets(Map.of(changelog, end));
        var time = new SteadyTime(System::nanoTime, System.currentTimeMillis());
        new ChangelogCheck(location, () -> changelogs, time).dropOthers();
    }

    private void store(CommitMark mark, long end) throws IOException, RocksDBException {
        Path database = Files.createDirectories(stores.resolve("rocksdb").resolve(PartitionStores.STORE));
        try (var options = new Options().setCreateIfMissing(true);
                RocksDB store = RocksDB.open(options, database.toString())) {
            store.put(PartKeys.mark(), mark.encode());
        }
        StateRecovery.writeOffset(stores, changelog, end);
    }

    @SafeVarargs
    private void has(ConsumerRecord<byte[], byte[]>... records) {
        changelogs.schedulePollTask(() -> {
            for (ConsumerRecord<byte[], byte[]> each : records) {
                if (each.offset() >= changelogs.position(changelog)) changelogs.addRecord(each);
            }
        });
        changelogs.updateBeginningOffsets(Map.of(changelog, 0L));
    }

    private ConsumerRecord<byte[], byte[]> mark(long offset, CommitMark mark) {
        return new ConsumerRecord<>(changelog.topic(), changelog.partition(), offset, PartKeys.mark(), mark.encode());
    }
}
