package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.reading.PartView;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Goes red when an upgrade of Kafka Streams no longer calls the internal hook before each commit: offsets would then be
 * committed for events that are on the heap alone, and a crash would lose them without a trace. Do not upgrade then:
 * find the call that took its place.
 */
class FlushHookTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final int DAY = (int) (NOON.getEpochSecond() / 86_400);

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    @Test
    void isCalledByKafkaStreamsBeforeEachCommitSoThatNoOffsetIsCommittedForWhatIsOnTheHeapAlone() {
        try (TopologyTestDriver driver = driver()) {
            TestInputTopic<byte[], byte[]> log = driver.createInputTopic(
                    TopicSpec.DOWNLOAD_EVENTS.topic(), new ByteArraySerializer(), new ByteArraySerializer());

            for (int commit = 1; commit <= 3; commit++) { // the driver commits after each record
                log.pipeInput(REPO.keyBytes(), event(commit), NOON);

                var rows = new PartView(driver.getKeyValueStore(PartitionStores.STORE), PartitionStores.DAILY_ROWS);
                byte[] stored =
                        rows.get(Bytes.wrap(StoreKey.ofRow(REPO.keyBytes(), DAY).bytes()));
                assertNotNull(stored, "the hook was not called: nothing is in the store after commit " + commit);
                assertEquals(commit, files(stored), "in the store after commit " + commit);
                List<KeyValue<byte[], byte[]>> backedUp = driver.createOutputTopic(
                                "test-counts-changelog", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readKeyValuesToList();
                CommitMark first = mark(backedUp.get(0));
                CommitMark last = mark(backedUp.get(backedUp.size() - 1));
                assertEquals(CommitMark.Phase.OPEN, first.phase(), "before all changes of commit " + commit);
                assertEquals(CommitMark.Phase.CLOSED, last.phase(), "after all changes of commit " + commit);
                assertEquals(List.of((long) commit, (long) commit), List.of(first.commit(), last.commit()));
                assertEquals(commit, last.events().nextOffset());
                List<Long> files = backedUp.stream()
                        .filter(change -> PartKeys.isIn(PartitionStores.DAILY_ROWS, change.key))
                        .map(change -> files(change.value))
                        .toList();
                assertEquals(List.of((long) commit), files, "in the changelog after commit " + commit);
            }
        }
    }

    @Test
    void forwardsRowsInTheCommitInWhichTheyAreStored() {
        try (TopologyTestDriver driver = driver(true)) {
            TestInputTopic<byte[], byte[]> log = driver.createInputTopic(
                    TopicSpec.DOWNLOAD_EVENTS.topic(), new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<String, String> published = driver.createOutputTopic(
                    TopicSpec.DAILY_ROWS.topic(), new StringDeserializer(), new StringDeserializer());

            log.pipeInput(REPO.keyBytes(), event(1), NOON);
            log.pipeInput(REPO.keyBytes(), event(2), NOON);
            log.pipeInput(REPO.keyBytes(), event(2), NOON);

            List<String> rows = published.readKeyValuesToList().stream()
                    .map(record -> record.key + record.value.replaceFirst("default@\\w+|unnamed@\\w+", "rules"))
                    .toList();
            String row =
                    "model/myorg/mymodel/2026-05-04{\"type\":\"model\",\"id\":\"myorg/mymodel\",\"date\":\"2026-05-04\","
                            + "\"rules\":\"rules\",\"downloads\":1,\"authenticated\":1,\"anonymous\":0,\"files\":%d,\"bytes\":%d0,"
                            + "\"merged\":0,\"excluded\":{%s},\"classes\":{\"unknown\":1}}";
            assertEquals(
                    List.of(row.formatted(1, 1, ""), row.formatted(2, 2, ""), row.formatted(2, 2, "\"duplicate\":1")),
                    rows);
        }
    }

    private TopologyTestDriver driver() {
        return driver(false);
    }

    private TopologyTestDriver driver(boolean publishesRows) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        var topology = new AggregatorTopology(
                StateId.main(new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL)),
                Driver.shared(new LivePartitions(), new LiveRegistrations(), publishesRows));
        return new TopologyTestDriver(topology.build(), settings, NOON);
    }

    private static byte[] event(int number) {
        var request = new FileRequest(Via.HTTP, "GET", 200, 10, null);
        return EventCodec.encode(
                new DownloadEvent("event-" + number, NOON, REPO, VisitorId.user("alice"), request, EventDetails.NONE));
    }

    private static CommitMark mark(KeyValue<byte[], byte[]> change) {
        assertArrayEquals(PartKeys.mark(), change.key);
        return CommitMark.decode(change.value);
    }

    private static long files(byte[] row) {
        return RowFormat.decode(row).counts().files();
    }
}
