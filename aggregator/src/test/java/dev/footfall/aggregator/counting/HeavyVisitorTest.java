package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeavyVisitorTest {
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

    private static DownloadEvent event(int number) {
        return new DownloadEvent(
                "file-" + number,
                Instant.parse("2026-03-01T00:00:00Z").plusSeconds(number * 17L),
                new RepoId(RepoType.DATASET, "weather", "radar"),
                VisitorId.user("mirror"),
                new DownloadEvent.Request(Via.HTTP, "GET", 200, 1, null),
                DownloadEvent.Details.NONE);
    }
}
