package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.projections.SignedIn;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.SlotRule;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A number that was seen falls only where the row says so: whoever reads both can tell why. */
@Tag("slow")
class FallingCountsTest {
    private static final int EVENTS = 2_500;
    private static final long LOG_TIME_MILLIS = 1_800_000_000_000L;

    private final MapStores stores = new MapStores();
    private RuleSet rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.ALL);

    static LongStream seeds() {
        return LongStream.range(0, 24);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void fallByWhatTheRowSaysAlsoWithDoubleClicks(long seed) {
        var clicks = new SlotRule(Duration.ofHours(1), Duration.ofMinutes(30));
        rules = new RuleSet("unnamed", CountingRules.DEFAULT.withSlots(clicks), 1, SignedIn.withOthers(true));
        fall(seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void fallByWhatTheRowSays(long seed) {
        assertTrue(fall(seed).stream().anyMatch(row -> row.merged() > 0), "seed=" + seed);
    }

    private Collection<DailyRow> fall(long seed) {
        var random = new Random(seed);
        List<DownloadEvent> events = new RandomLog(seed, rules.rules().gap()).events(EVENTS);
        Collections.shuffle(events, random);

        Map<StoreKey, DailyRow> before = Map.of();
        for (int offset = 0; offset < events.size(); ) {
            int to = Math.min(events.size(), offset + 1 + random.nextInt(1 + (int) (seed % 3) * 20));
            count(events, offset, to);
            Map<StoreKey, DailyRow> after = rows();
            boolean isOneEvent = to == offset + 1;
            for (Map.Entry<StoreKey, DailyRow> entry : after.entrySet()) {
                DailyRow was = before.getOrDefault(entry.getKey(), DailyRow.EMPTY);
                assertFallIsExplained(was, entry.getValue(), isOneEvent, seed);
            }
            before = after;
            offset = to;
        }
        return before.values();
    }

    private static void assertFallIsExplained(DailyRow was, DailyRow is, boolean isOneEvent, long seed) {
        long risen = is.counts().downloads() - was.counts().downloads();
        long merged = is.merged() - was.merged();
        assertTrue(merged >= 0 && risen >= -merged, () -> was + " became " + is + ", seed=" + seed);
        if (isOneEvent) assertEquals(Math.max(0, -risen), merged, () -> was + " became " + is + ", seed=" + seed);
    }

    private void count(List<DownloadEvent> events, int from, int to) {
        try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 20), (repository, totals) -> {})) {
            for (int offset = from; offset < to; offset++) {
                counter.reach(offset, LOG_TIME_MILLIS + offset);
                counter.count(Observation.of(events.get(offset)), LOG_TIME_MILLIS + offset);
            }
            counter.flush();
            stores.commit();
        }
    }

    private Map<StoreKey, DailyRow> rows() {
        Map<StoreKey, DailyRow> rows = new HashMap<>();
        stores.all(PartitionStores.DAILY_ROWS).forEach((key, value) -> rows.put(key, RowFormat.decode(value)));
        return rows;
    }
}
