package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.session.Clicks;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSettings;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.SlotRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class HeavyVisitorTest {
    /** The shortest that a rule file may have. */
    private static final Duration LEAST_SLOT = Duration.ofMinutes(5);

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void countsFiveThousandFilesOfOneVisitorOnceThoughEachIsSentTwice(long seed) {
        List<DownloadEvent> events = new ArrayList<>();
        for (int i = 0; i < 5_000; i++) events.add(event(i));
        events.addAll(List.copyOf(events));
        Collections.shuffle(events, new Random(seed));
        List<Logged> log =
                events.stream().map(event -> new Logged(event, 1_000)).toList();

        var partition = new CrashingPartition(log, CountingRules.DEFAULT, new Random(seed), 50_000);
        partition.countToTheEnd();

        assertEquals(Oracle.rows(log, CountingRules.DEFAULT), partition.rows(), "seed=" + seed);
        Oracle.Row row = partition.rows().values().iterator().next();
        assertEquals(5_000, row.counts().files(), "seed=" + seed);
        assertEquals(Map.of("duplicate", 5_000L), row.excluded(), "seed=" + seed);
    }

    @Test
    void aPageOfHeavyVisitorsFitsARecordOfKafka() {
        var stores = new MapStores();
        var rules = new RuleSet(
                "unnamed",
                CountingRules.DEFAULT.withSlots(new SlotRule(LEAST_SLOT, Duration.ofMinutes(5))),
                1,
                Projections.named("clients,users,classes,visitors,revisions,countries,uniques,access"));
        var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 30), (key, totals) -> {});
        int records = 0;
        for (int file = 0; file < 5_000; file++) {
            for (int visitor = 0; visitor < 64; visitor++) {
                counter.reach(records++, 1_000);
                counter.count(Observation.of(event(file, "mirror-" + visitor)), 1_000);
            }
            if (file == 500) counter.flush();
        }
        counter.flush();
        stores.commit();

        int largest = stores.all(PartitionStores.VISITOR_DAYS).values().stream()
                .mapToInt(page -> page.length)
                .max()
                .orElse(0);
        // a run of several clicks takes two bytes more
        int most = TopicSettings.MAX_RECORD_BYTES - 64 * 2 * Clicks.MOST;
        assertTrue(largest > 6 << 20 && largest < most, "bytes: " + largest);
    }

    private static DownloadEvent event(int number) {
        return event(number, "mirror");
    }

    private static DownloadEvent event(int number, String user) {
        return new DownloadEvent(
                user + "-file-" + number,
                Instant.parse("2026-03-01T00:00:00Z").plusSeconds(number * 17L),
                new RepoId(RepoType.DATASET, "weather", "radar"),
                VisitorId.user(user),
                new FileRequest(Via.LFS, "GET", 200, 1, null),
                new EventDetails("f" + number, "r" + number, "uv/0", null, null, "DE"));
    }
}
