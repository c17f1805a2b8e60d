package dev.footfall.aggregator.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sessions end at midnight: hashed under a key of each day, the same requests give the same rows. */
@Tag("slow")
class DayVisitorsPropertyTest {
    private static final int EVENTS = 3_000;
    private static final Duration[] GAPS = {Duration.ofMinutes(30), Duration.ofMinutes(1), Duration.ofHours(24)};
    private static final long LOG_STEP_MILLIS = 60_000;

    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void aKeyForEachDayChangesNoRowWhateverTheOrder(long seed) {
        var random = new Random(seed);
        CountingRules rules = CountingRules.DEFAULT.withGap(GAPS[(int) (seed % GAPS.length)]);
        List<DownloadEvent> events = new RandomLog(seed, rules.gap()).events(EVENTS);

        List<DownloadEvent> byDay = new ArrayList<>(
                events.stream().map(event -> hashedByDay(event, seed)).toList());
        Collections.shuffle(byDay, random);

        assertEquals(Oracle.rows(logged(events), rules), Oracle.rows(logged(byDay), rules));
        var partition = new CrashingPartition(logged(byDay), rules, random, 1 << 20);
        partition.countToTheEnd();
        assertEquals(Oracle.rows(logged(events), rules), partition.rows());
    }

    /** The event as it is when its anonymous visitor was hashed under the key of its own UTC day. */
    private static DownloadEvent hashedByDay(DownloadEvent event, long seed) {
        if (event.visitor().authenticated()) return event;
        long day = event.time().toEpochMilli() / UtcDay.MILLIS;
        String keyed = seed + " " + day + " " + event.visitor().value();
        String hash = UUID.nameUUIDFromBytes(keyed.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
        return new DownloadEvent(
                event.id(), event.time(), event.repo(), VisitorId.anonymous(hash), event.request(), event.details());
    }

    private static List<Logged> logged(List<DownloadEvent> events) {
        long start = events.get(0).time().toEpochMilli();
        List<Logged> log = new ArrayList<>();
        for (DownloadEvent event : events) log.add(new Logged(event, start + log.size() * LOG_STEP_MILLIS / 100));
        return log;
    }
}
