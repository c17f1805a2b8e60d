package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of one repository in a browser: its days in another time zone, and the periods that they are compared with. */
@Tag("browser")
class ZonePagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "acme", "late");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PAGE = "#model/acme/late";

    private static Viewer viewer;
    private static QueryServer server;

    /** Ten downloads at 23:00 UTC of each day, which is the next day in Berlin; a year before it was eight. */
    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (int age = 1; age < 400; age++) {
            long downloads = age < 300 ? 10 : 8;
            state.putHours(
                    MODEL,
                    TODAY.minusDays(age),
                    new TreeMap<>(Map.of(23, new HourCounts(downloads, 2 * downloads, 1_000))));
        }
        server = Viewer.serve(state.current(Instant.parse("2026-11-20T12:00:00Z"), 0), Projections.ALL);
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    @Test
    void showsTheDaysOfTheZoneInTheAddress() {
        Browser.Tab tab = viewer.open(server, PAGE + "?from=2026-11-01&to=2026-11-01", NOBODY);
        assertTrue(tab.textWith("#detail", "Busiest day").contains("Busiest"));
        assertTrue(Viewer.oneLine(tab, "#detail .tiles").contains("Not counted"));
        tab.value("document.querySelector('#detail details').open = true");
        String utc = "document.querySelector('#detail .days tbody').textContent";
        assertEquals("2026-11-01100102010", tab.value(utc).asText());

        Viewer.choose(tab, "Time zone", "America/New_York");
        tab.textWith("#detail .days th", "time (America/New_York)");

        assertTrue(tab.value("location.hash").asText().contains("tz=America/New_York"));
        assertEquals("2026-11-01102010", tab.value(utc).asText());
        assertFalse(Viewer.oneLine(tab, "#detail .tiles").contains("Not counted"));
        Viewer.choose(tab, "Time zone", "Asia/Tokyo");
        tab.textWith("#detail .days th", "time (Asia/Tokyo)");
        Viewer.choose(tab, "Time zone", "UTC");
        tab.textWith("#detail .tiles", "Not counted");
        assertFalse(tab.value("location.hash").asText().contains("tz="));
        Viewer.assertHarmless(tab);
        Viewer.assertFitsAPhone(tab);
    }

    @Test
    @Tag("proof")
    void offersTheOwnZoneFirstAndThoseOfWholeHours() {
        Browser.Tab tab = viewer.tab(NOBODY).inZone("Europe/Berlin");
        tab.open("http://127.0.0.1:" + server.port() + "/" + PAGE);
        tab.textWith("#detail", "Busiest day");

        tab.value("document.querySelector('[aria-label=\"Time zone\"]').focus()");
        String options = tab.value(
                        "[...document.querySelectorAll('[aria-label=\"Time zone\"] option')].map(one => one.textContent).join()")
                .asText();

        assertTrue(options.startsWith("Europe/Berlin (yours),UTC,Africa/"), options);
        assertTrue(options.contains(",America/New_York,"), options);
        for (String half : new String[] {"Kolkata", "Calcutta", "Lord_Howe", "Kathmandu", "Katmandu"}) {
            assertFalse(options.contains(half), options);
        }
    }

    @Test
    @Tag("proof")
    void comparesWithThePeriodBeforeOrTheYearBefore() {
        Browser.Tab tab = viewer.open(server, PAGE, NOBODY);

        tab.textWith("#detail .tiles", "+0 %");
        assertEquals("290 Oct 22 to Nov 19, against 290 Sep 22 to Oct 20", pairOfDownloads(tab));
        Viewer.choose(tab, "Compare with", "year-before");
        tab.textWith("#detail .tiles", "+25 %");
        assertEquals("290 Oct 22 to Nov 19, against 232 Oct 22, 2025 to Nov 19, 2025", pairOfDownloads(tab));

        assertTrue(tab.value("location.hash").asText().contains("compare=year-before"));
        assertTrue(tab.textWith("#detail .key", "year before").contains("year before"));
        assertFalse(tab.value("getComputedStyle(document.querySelector('.chart .ghost')).strokeDasharray")
                .asText()
                .equals("none"));
        Viewer.assertHarmless(tab);
    }

    /** The numbers that the first tile compares: of this range, and of one as long before it. */
    private static String pairOfDownloads(Browser.Tab tab) {
        return tab.value("document.querySelector('#detail .tile').title").asText();
    }

    @Test
    @Tag("proof")
    void callsTheDayOfTheZoneToday() {
        Browser.Tab tab = viewer.open(server, PAGE + "?days=7&tz=Pacific/Auckland", NOBODY);
        tab.textWith("#detail", "Busiest day");

        String last = "[...document.querySelectorAll('#detail .chart text')].map(one => one.textContent).at(-1)";
        assertEquals("today", tab.value(last).asText());
    }

    @Test
    @Tag("proof")
    void refusesAZoneOfHalfHoursInWords() {
        Browser.Tab tab = viewer.open(server, PAGE + "?tz=Asia/Kolkata", NOBODY);

        tab.textWith("#detail", "Asia/Kolkata is at +05:30");
        viewer.open(server, PAGE + "?tz=nowhere", NOBODY).textWith("#detail", "nowhere is not a time zone");
    }
}
