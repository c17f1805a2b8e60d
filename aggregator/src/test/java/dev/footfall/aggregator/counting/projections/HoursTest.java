package dev.footfall.aggregator.counting.projections;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HoursTest {
    private static final long LOG_MILLIS = Instant.parse("2026-03-01T23:59:59Z").toEpochMilli();

    @Test
    void addsADownloadToTheHourInWhichItBegan() {
        HourlyCounts hours = RowCounts.hours(row(Projections.ALL, "10:50", "11:10", "11:30"));

        assertEquals(new HourCounts(1, 1, 100), hours.hours().get(10));
        assertEquals(new HourCounts(0, 2, 200), hours.hours().get(11));
        assertEquals(HourCounts.ZERO, hours.hours().get(12));
    }

    @Test
    void movesADownloadToTheHourOfALateEventThatBeganIt() {
        HourlyCounts hours = RowCounts.hours(row(Projections.ALL, "11:10", "10:50"));

        assertEquals(
                List.of(new HourCounts(1, 1, 100), new HourCounts(0, 1, 100)),
                hours.hours().subList(10, 12));
    }

    @Test
    void takesADownloadFromTheHourOfTheLaterSessionWhenALateEventMergesTwo() {
        HourlyCounts hours = RowCounts.hours(row(Projections.ALL, "10:40", "11:25", "11:00"));

        assertEquals(
                List.of(new HourCounts(1, 1, 100), new HourCounts(0, 2, 200)),
                hours.hours().subList(10, 12));
    }

    @Test
    void writesTheSameBytesInWhateverOrderTheEventsCome() {
        assertArrayEquals(
                tail(row(Projections.ALL, "00:00", "23:59", "10:40", "11:00", "11:25")),
                tail(row(Projections.ALL, "11:25", "10:40", "23:59", "11:00", "00:00")));
    }

    /** The bytes after the row itself, which says in which order the events came where that made its counts fall. */
    private static byte[] tail(byte[] row) {
        int length = RowFormat.encode(RowFormat.decode(row)).length;
        return Arrays.copyOfRange(row, length, row.length);
    }

    @Test
    void leavesARowAsItWasWhereNothingIsProjected() {
        byte[] plain = row(Projections.NONE, "10:50", "11:10");
        byte[] withHours = row(Projections.ALL, "10:50", "11:10");

        assertArrayEquals(RowFormat.encode(RowFormat.decode(plain)), plain);
        assertEquals(RowFormat.decode(plain), RowFormat.decode(withHours));
        assertTrue(withHours.length > plain.length);
        assertEquals(HourlyCounts.NONE, RowCounts.hours(plain));
    }

    @Test
    void readsItsOwnSectionAmongOthers() {
        ValueWriter others = RowFormat.write(RowFormat.decode(row(Projections.NONE, "10:50")));
        others.number(7).bytes(new byte[] {1, 2, 3});
        others.number(1).bytes(new byte[] {10, 5, 2, 100});
        others.number(9).bytes(new byte[0]);

        HourlyCounts hours = RowCounts.hours(others.toByteArray());

        assertEquals(new HourCounts(2, 5, 100), hours.hours().get(10));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", " "})
    void projectsNothingWhenToldSo(String names) {
        assertEquals("none", Projections.named(names).names());
    }

    @Test
    void knowsAProjectionByItsNameAlone() {
        assertEquals(Projections.of(Hours.HOURS), Projections.named(" hours,hours"));
        assertEquals(
                Projections.ALL,
                Projections.named(
                        "access,uniques,countries,revisions,files,visitors,source-hours,classes,users,sources,clients,hours"));
        var unknown = assertThrows(IllegalArgumentException.class, () -> Projections.named("hours,days"));
        assertEquals(
                "there is no projection 'days': there are hours,clients,sources,users,classes,source-hours,visitors,files,revisions,countries,uniques,access, or none",
                unknown.getMessage());
    }

    /** The stored row of one visitor's day with files at these times, in this order, each flushed for itself. */
    private static byte[] row(Projections projections, String... times) {
        var stores = new MapStores();
        var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, projections);
        for (String time : times) {
            var event = new DownloadEvent(
                    time,
                    Instant.parse("2026-03-01T" + time + ":00Z"),
                    new RepoId(RepoType.MODEL, "weather", "nowcast"),
                    VisitorId.user("alice"),
                    new FileRequest(Via.HTTP, "GET", 200, 100, null),
                    EventDetails.NONE);
            try (var counter = new PartitionCounter(rules, stores, new HeapBudget(1 << 20), (key, totals) -> {})) {
                counter.reach(counter.tally().nextOffset(), LOG_MILLIS);
                counter.count(Observation.of(event), LOG_MILLIS);
                counter.flush();
            }
            stores.commit();
        }
        return stores.all(PartitionStores.DAILY_ROWS).values().iterator().next();
    }
}
