package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.ArrivalSums;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.RepositoryArrivals;
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
import dev.footfall.rules.ExclusionReason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AggregatorTopologyTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    private LivePartitions live = new LivePartitions();
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> log;

    @BeforeEach
    void start() {
        start(new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL));
    }

    private void start(RuleSet rules) {
        var settings = new Properties();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "test");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, "localhost:0");
        settings.put(StreamsConfig.STATE_DIR_CONFIG, directory.toString());
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDb.class);
        live = new LivePartitions();
        var topology =
                new AggregatorTopology(StateId.main(rules), Driver.shared(live, new LiveRegistrations())).build();
        driver = new TopologyTestDriver(topology, settings, NOON);
        log = driver.createInputTopic(
                TopicSpec.DOWNLOAD_EVENTS.topic(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    @Test
    void writesTheHeapIntoTheStoresBeforeEachCommit() {
        pipe(REPO.key(), json("a", NOON));
        pipe(REPO.key(), json("b", NOON.plusSeconds(60)));

        DailyRow row = row();

        assertEquals(1, row.counts().downloads());
        assertEquals(2, row.counts().files());
    }

    @Test
    void rejectsWhatIsNoEventWithItsOriginAndGoesOn() {
        pipe(REPO.key(), "not json");
        pipe(REPO.key(), "{\"id\":\"x\"}");
        pipe(REPO.key(), json("a", NOON));

        List<String> rejected = rejected();

        assertEquals(
                "{\"field\":\"json\",\"error\":\"not JSON\",\"topic\":\"footfall.download-events.v1\",\"partition\":0,\"offset\":0}",
                rejected.get(0));
        assertTrue(rejected.get(1).startsWith("{\"field\":\"time\",\"error\":\"missing\""), rejected.get(1));
        assertEquals(1, row().counts().files());
        Tally tally = tally();
        assertEquals(3, tally.read());
        assertEquals(Map.of("json", 1L, "time", 1L), tally.rejected());
    }

    @Test
    void putsEachRecordAmongTheArrivalsOfItsLogTime() {
        long noon = NOON.toEpochMilli();
        pipe(REPO.key(), json("a", NOON));
        pipe(REPO.key(), json("a", NOON));
        pipe(REPO.key(), "not json");

        LastHour hour = live.get(0).orElseThrow().arrivals().since(noon, noon, Set.of(Openness.values()));

        assertEquals(
                new LastHour(
                        0,
                        List.of(new ArrivalStep(noon, 1, 1, hour.steps().get(0).bytes())),
                        new ArrivalSums(
                                Map.of(ExclusionReason.DUPLICATE, 1L),
                                1,
                                hour.sums().agents(),
                                List.of(new RepositoryArrivals(REPO, 1)))),
                hour);
    }

    @Test
    void rejectsARecordWithoutValueOrUnderAnotherKey() {
        log.pipeInput(REPO.keyBytes(), null, NOON);
        pipe("model/myorg/other", json("a", NOON));
        log.pipeInput(null, json("a", NOON).getBytes(StandardCharsets.UTF_8), NOON);

        assertEquals(3, rejected().size());
        assertEquals(Map.of("json", 1L, "key", 2L), tally().rejected());
    }

    @Test
    void rejectsARepositoryThatBelongsInAnotherPartition() {
        driver.close();
        start(new RuleSet("unnamed", CountingRules.DEFAULT, 64, Projections.ALL));

        pipe(REPO.key(), json("a", NOON));

        assertTrue(
                rejected().get(0).contains("belongs in partition"), rejected().toString());
    }

    @Test
    void rejectsATimeMoreThanADayAheadOfTheLog() {
        pipe(REPO.key(), json("a", NOON.plus(Duration.ofHours(24))));
        pipe(REPO.key(), json("b", NOON.plus(Duration.ofHours(24)).plusMillis(1)));

        assertEquals(Map.of("time", 1L), tally().rejected());
        assertEquals(1, tally().counted());
    }

    private void pipe(String key, String value) {
        log.pipeInput(key.getBytes(StandardCharsets.UTF_8), value.getBytes(StandardCharsets.UTF_8), NOON);
    }

    private static String json(String id, Instant time) {
        var request = new FileRequest(Via.HTTP, "GET", 200, 10, null);
        var event = new DownloadEvent(id, time, REPO, VisitorId.user("alice"), request, EventDetails.NONE);
        return new String(EventCodec.encode(event), StandardCharsets.UTF_8);
    }

    private DailyRow row() {
        var rows = new PartView(driver.getKeyValueStore(PartitionStores.STORE), PartitionStores.DAILY_ROWS);
        int day = (int) LocalDate.of(2026, 5, 4).toEpochDay();
        return RowFormat.decode(
                rows.get(Bytes.wrap(StoreKey.ofRow(REPO.keyBytes(), day).bytes())));
    }

    private Tally tally() {
        return live.get(0).orElseThrow().tally();
    }

    private List<String> rejected() {
        return driver
                .createOutputTopic(TopicSpec.REJECTED.topic(), new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList()
                .stream()
                .map(value -> new String(value, StandardCharsets.UTF_8))
                .toList();
    }
}
