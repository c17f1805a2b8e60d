package dev.footfall.aggregator.counting.projections;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.SourceDayKey;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.ExclusionReason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class HeapSourceHoursTest {
    private static final Outcome OUTCOME = new Outcome.Excluded(ExclusionReason.METHOD);
    private static final FileRequest REQUEST = new FileRequest(Via.HTTP, "GET", 200, 1, null, null);

    private final MapStores stores = new MapStores();
    private long offset;

    @Test
    void tellsTheHoursOfADayApart() {
        count("files-1", "2026-10-05T06:00:00Z", "2026-10-05T06:59:59.999Z", "2026-10-05T23:59:59.999Z");

        SourceDay day = day("files-1");
        assertEquals(new SourceHour(2, 0), day.hours().get(6));
        assertEquals(SourceHour.EMPTY, day.hours().get(7));
        assertEquals(new SourceHour(1, 0), day.hours().get(23));
        assertEquals(Instant.parse("2026-10-05T06:00:00Z"), day.first());
        assertEquals(Instant.parse("2026-10-05T23:59:59.999Z"), day.last());
    }

    @Test
    void countsEventsThatNameNoSourceAsThoseOfAnUnknownOne() {
        count(null, "2026-10-05T06:00:00Z");

        assertEquals(1, day("unknown").events());
    }

    @Test
    void takesADashForNoAgent() {
        var hours = new HeapSourceHours(stores);
        hours.add(event("a", "2026-10-05T06:00:00Z", "-"), OUTCOME, offset++);
        hours.add(event("a", "2026-10-05T06:00:00Z", null), OUTCOME, offset++);
        hours.add(event("a", "2026-10-05T06:00:00Z", "curl/8"), OUTCOME, offset++);
        hours.flush();
        stores.commit();

        assertEquals(2, day("a").withoutAgent());
    }

    @Test
    void tellsTheFirstThousandNamesApartAlsoAfterARestart() {
        for (int half = 0; half < 2; half++) {
            var hours = new HeapSourceHours(stores);
            for (int i = 0; i < 600; i++) {
                hours.add(event("s" + (600 * half + i), "2026-10-05T06:00:00Z", null), OUTCOME, offset++);
            }
            hours.add(event("s1", "2026-10-05T06:00:00Z", null), OUTCOME, offset++);
            hours.flush();
            stores.commit();
        }

        assertEquals(1_001, days().size());
        assertEquals(200, day("others").events());
        assertEquals(3, day("s1").events());
        assertEquals(1, day("s999").events());
    }

    @Test
    void addsToASealedDayTheEventsAfterItsEndAlone() {
        Instant first = Instant.parse("2026-10-05T03:00:00Z");
        var sealed = new SourceDay(
                "a", LocalDate.parse("2026-10-05"), Collections.nCopies(24, new SourceHour(2, 1)), first, first);
        var hours = new HeapSourceHours(stores);
        hours.load(new SealedSourceDay(sealed, "default@1", 10));
        hours.add(event("a", "2026-10-05T06:00:00Z", null), OUTCOME, 9);
        hours.add(event("a", "2026-10-05T06:00:00Z", null), OUTCOME, 10);
        hours.flush();
        stores.commit();

        assertEquals(new SourceHour(3, 2), day("a").hours().get(6));
        assertEquals(new SourceHour(2, 1), day("a").hours().get(5));
    }

    private void count(@Nullable String source, String... times) {
        var hours = new HeapSourceHours(stores);
        for (String time : times) hours.add(event(source, time, "curl/8"), OUTCOME, offset++);
        hours.flush();
        stores.commit();
    }

    private static Observation event(@Nullable String source, String time, @Nullable String agent) {
        return Observation.of(new DownloadEvent(
                "id",
                Instant.parse(time),
                new RepoId(RepoType.MODEL, "org", "name"),
                VisitorId.user("alice"),
                REQUEST,
                new EventDetails("", null, agent, source, null, null)));
    }

    private SourceDay day(String source) {
        return requireNonNull(days().get(source));
    }

    private Map<String, SourceDay> days() {
        Map<String, SourceDay> days = new TreeMap<>();
        stores.all(PartitionStores.PARTITION).forEach((key, value) -> {
            if (!SourceDayKey.isOne(key.bytes())) return;
            SourceDay day = SourceDayFormat.day(key.bytes(), value);
            days.put(day.source(), day);
        });
        return days;
    }
}
