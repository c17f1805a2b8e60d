package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A log in which ids stand for users counts as the same log with their names. */
@Tag("slow")
class NamelessLogPropertyTest {
    private static final CountingRules RULES = CountingRules.DEFAULT;
    private static final long LOG_START_MILLIS =
            Instant.parse("2026-01-02T10:00:00Z").toEpochMilli();

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void countsTheSameWithIdsAsWithNames(long seed) {
        Map<String, String> ids = new HashMap<>();
        var random = new Random(seed);
        List<Logged> named = new ArrayList<>();
        List<Logged> nameless = new ArrayList<>();
        for (DownloadEvent event : new RandomLog(seed, RULES.gap()).events(2_000)) {
            named.add(new Logged(event, LOG_START_MILLIS + named.size()));
            nameless.add(new Logged(withId(event, ids, random), LOG_START_MILLIS + nameless.size()));
        }

        CrashingPartition byName = counted(named, seed);
        CrashingPartition byId = counted(nameless, seed);

        assertEquals(byName.rows(), byId.rows(), "seed=" + seed);
        assertEquals(byName.hours(), byId.hours(), "seed=" + seed);
        assertEquals(byName.clients(), byId.clients(), "seed=" + seed);
        assertEquals(byName.classes(), byId.classes(), "seed=" + seed);
        assertEquals(byName.sources(), byId.sources(), "seed=" + seed);
        assertFalse(byName.userHours().isEmpty());
        Map<Oracle.UserDay, Object> expected = new HashMap<>();
        byName.userHours()
                .forEach((day, hours) -> expected.put(
                        new Oracle.UserDay(day.day(), Objects.requireNonNull(ids.get(day.user()))), hours));
        assertEquals(expected, byId.userHours(), "seed=" + seed);
    }

    private static CrashingPartition counted(List<Logged> log, long seed) {
        var partition = new CrashingPartition(log, RULES, new Random(seed), 20_000);
        partition.countToTheEnd();
        return partition;
    }

    private static DownloadEvent withId(DownloadEvent event, Map<String, String> ids, Random random) {
        if (!event.visitor().authenticated()) return event;
        String id = ids.computeIfAbsent(
                event.visitor().value(), any -> new UserId(random.nextLong(), random.nextLong()).user());
        return new DownloadEvent(
                event.id(), event.time(), event.repo(), VisitorId.user(id), event.request(), event.details());
    }
}
