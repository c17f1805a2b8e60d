package dev.footfall.bench;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.EventCodec;
import dev.footfall.events.Observation;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class LoadStreamTest {
    private static final LocalDate UNTIL = LocalDate.of(2026, 1, 31);
    private static final Load LOAD = new Load(20_000, 500, 1_000, 30, 7, UNTIL, Load.Manner.VISITS);

    @Test
    void makesTheSameEventsOfTheSameSeed() {
        assertEquals(events(LOAD), events(LOAD));
        assertEquals(20_000, events(LOAD).size());
    }

    @Test
    void hasDuplicatesAndEventsThatAreHeldUp() {
        List<LoadEvent> events = events(LOAD);

        int duplicates = events.size() - new HashSet<>(events).size();
        assertTrue(duplicates > 200 && duplicates < 600, "duplicates: " + duplicates);
        int late = 0;
        long newestMillis = 0;
        for (LoadEvent event : events) {
            if (event.timeMillis() < newestMillis) late++;
            newestMillis = Math.max(newestMillis, event.timeMillis());
        }
        assertTrue(late > 300 && late < 2_000, "late: " + late);
    }

    @Test
    void staysWithinItsDays() {
        for (LoadEvent event : events(LOAD)) {
            long day = event.timeMillis() / 86_400_000;
            assertTrue(day >= LOAD.firstDay() && day <= UNTIL.toEpochDay(), event::toString);
        }
    }

    @Test
    void sweepsAsManySessionsAsAreAskedFor() {
        long events = Load.eventsOfSessions(100_000);
        Load load = new Load(events, 500, Load.MAX_VISITORS, 30, 7, UNTIL, Load.Manner.SWEEP);
        var downloads = new LongAdder();

        new Oracle(load, new Catalog(load.repositories(), 8), CountingRules.DEFAULT)
                .forEachRow(row -> downloads.add(row.counts().downloads()));

        assertEquals(100_000.0, downloads.doubleValue(), 250.0);
    }

    @Test
    void writesEventsThatTheCodecReads() {
        var catalog = new Catalog(LOAD.repositories(), 8);
        var text = new EventText(catalog, LOAD.seed());
        long nowMillis = UNTIL.plusDays(1).toEpochDay() * 86_400_000;

        for (LoadEvent event : events(LOAD.withEvents(2_000))) {
            var read = EventCodec.decode(text.of(event), nowMillis).value().orElseThrow();
            assertEquals(event.timeMillis(), read.time().toEpochMilli());
            assertEquals(catalog.id(event.repository()), read.repo());
            assertEquals(event.bytes(), read.request().bytes());
            assertEquals(event.kind().status, read.request().status());
            assertEquals(event.size() < 0 ? null : event.size(), read.request().size());
            assertEquals(
                    new String(EventText.path(event, LOAD.seed()), US_ASCII),
                    read.details().path());
            VisitorId visitor = read.visitor();
            assertEquals(LoadEvent.isSignedIn(event.visitor()), visitor.authenticated());
            assertEquals(event.agent().client, Observation.of(read).client());
            assertEquals(event.source(), read.details().source());
            assertEquals(event.revision(), read.details().revision());
            assertEquals(event.country(), read.details().country());
        }
    }

    @Test
    void hasEveryClientWayAndFileServer() {
        List<LoadEvent> events = events(LOAD);

        assertEquals(
                Set.of(LoadEvent.Agent.values()),
                events.stream().map(LoadEvent::agent).collect(Collectors.toSet()));
        assertEquals(
                Set.of(Via.values()),
                events.stream().map(event -> event.kind().via).collect(Collectors.toSet()));
        assertEquals(4, events.stream().map(LoadEvent::source).distinct().count());
        assertEquals(12, events.stream().map(LoadEvent::country).distinct().count());
        long ofMain =
                events.stream().filter(event -> event.revision().equals("main")).count();
        assertEquals(0.7, (double) ofMain / events.size(), 0.02);
    }

    private static List<LoadEvent> events(Load load) {
        var events = new ArrayList<LoadEvent>();
        new LoadStream(load).forEachRemaining(events::add);
        return events;
    }
}
