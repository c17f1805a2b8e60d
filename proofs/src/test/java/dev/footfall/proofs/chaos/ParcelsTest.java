package dev.footfall.proofs.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.bench.Oracle.LoadRules;
import dev.footfall.proofs.chaos.Traffic.Parcel;
import dev.footfall.proofs.cluster.ClusterSize;
import dev.footfall.proofs.guarantees.Published;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ParcelsTest {
    private static final int PARTITIONS = 3;
    private static final int DUE = 500;

    @Test
    void handsOutEachEventOnceAndThoseOfOnePartitionInItsLane() {
        ChaosOptions options = options();
        Load load = options.load();
        var catalog = new Catalog(load.repositories(), PARTITIONS);
        var traffic = new Traffic(load, catalog, new LoadRules(options.rules(), load.seed()), DUE);
        var parcels = new Parcels(traffic, catalog, options);

        List<Long> ids = new ArrayList<>();
        for (int lane = 0; lane < parcels.lanes(); lane++) {
            for (Optional<Parcel> next = parcels.next(lane); next.isPresent(); next = parcels.next(lane)) {
                List<Published> events = next.get().events();
                events.forEach(event -> ids.add(event.id()));
                int partition = lane;
                boolean isOfOne = events.stream().allMatch(event -> catalog.partition(event.repository()) == partition);
                assertTrue(isOfOne || !parcels.isOfOnePartition(lane), "seed 7, lane " + lane);
                assertEquals(events.size(), next.get().lines().size());
            }
        }
        parcels.finish();

        assertEquals(PARTITIONS + 1, parcels.lanes());
        assertEquals(traffic.taken(), ids.size(), "seed 7");
        assertTrue(ids.size() >= DUE, "seed 7");
        for (int lane = 0; lane < parcels.lanes(); lane++) assertTrue(parcels.isDrained(lane), "seed 7");
    }

    private static ChaosOptions options() {
        return new ChaosOptions(
                Duration.ofMinutes(1),
                7,
                new ChaosOptions.Pace(1, 1, new ChaosOptions.Disturbed.AtRandom(0, 1, false)),
                new ClusterSize(1, 1),
                Optional.empty(),
                Settings.read(null, Map.of(), Map.of("topics.partitions", Integer.toString(PARTITIONS))),
                note -> {});
    }
}
