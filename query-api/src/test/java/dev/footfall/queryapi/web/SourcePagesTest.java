package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.gaps.SourceDays.between;
import static dev.footfall.queryapi.gaps.SourceDays.regular;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The sources, their gaps, and the hatched days of charts, in a browser. */
@Tag("browser")
class SourcePagesTest {
    private static final String HOSTILE = "<img src=x onerror=document.body.dataset.owned=1>";
    private static final RepoId TIMED = new RepoId(RepoType.MODEL, "lab", "timed");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var repo = new RepoId(RepoType.MODEL, "acme", "wanted");
        var state = new InMemoryState(1).current(Instant.parse("2026-11-20T12:00:00Z"), 0);
        TODAY.minusDays(29)
                .datesUntil(TODAY.plusDays(1))
                .forEach(day -> state.put(repo, day, new DailyCounts(4, 1, 9, 900)));
        state.putHours(TIMED, TODAY.minusDays(1), new TreeMap<>(Map.of(12, new HourCounts(3, 3, 30))));
        state.put("root", new UserHour(TIMED, Instant.parse("2026-11-19T12:00:00Z"), 3, 3, 30));
        regular(
                        "files-1",
                        TODAY.minusDays(40),
                        TODAY.minusDays(1),
                        50,
                        between("2026-11-18T06:00:00Z", "2026-11-18T09:00:00Z"))
                .forEach(day -> state.put(0, day));
        regular(HOSTILE, TODAY.minusDays(40), TODAY.minusDays(1), 50, hour -> false)
                .forEach(day -> state.put(0, day));
        server = Viewer.serve(state, Projections.ALL);
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
    void showsAdministratorsTheGapsAndTheHoursOfEachSource() {
        Browser.Tab tab = viewer.open(server, "#sources", Viewer.ADMIN);

        tab.textWith("#page", "What arrived");

        String text = Viewer.oneLine(tab, "#page");
        assertTrue(
                text.contains("files-1 Nov 18, 2026, 06:00:00 UTC Nov 18, 2026, 09:00:00 UTC 3 the log shows it"),
                text);
        assertTrue(text.contains("files-1 Nov 19, 2026, 23:59:00 UTC 50 49.8 2.0 % 2.0 %"), text);
        assertEquals(
                3,
                tab.value("document.querySelectorAll('.calendar .missing').length")
                        .asInt());
        assertTrue(tab.value("document.querySelectorAll('.calendar .later').length")
                        .asInt()
                > 0);
        assertEquals(
                "files-1: hours of 29 days with data, 3 hours missing",
                tab.value("document.querySelectorAll('.calendar')[1].getAttribute('aria-label')")
                        .asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void opensOfManySourcesThoseWithGaps() {
        var many = new InMemoryState(1).current(Instant.parse("2026-11-20T12:00:00Z"), 0);
        for (int i = 1; i <= 9; i++) {
            boolean hasGap = i == 4;
            regular(
                            "files-" + i + (i == 9 ? "9".repeat(200) : ""),
                            TODAY.minusDays(40),
                            TODAY.minusDays(1),
                            50,
                            between("2026-11-18T06:00:00Z", hasGap ? "2026-11-18T09:00:00Z" : "2026-11-18T06:00:00Z"))
                    .forEach(day -> many.put(0, day));
        }
        try (QueryServer ofMany = Viewer.serve(many, Projections.ALL)) {
            Browser.Tab tab = viewer.open(ofMany, "#sources", Viewer.ADMIN);
            tab.textWith("#page", "files-9");

            String drawn =
                    "[...document.querySelectorAll('.calendar')].map(one => one.getAttribute('aria-label')).join()";
            assertEquals(
                    "files-4: hours of 29 days with data, 3 hours missing",
                    tab.value(drawn).asText());
            tab.value("document.querySelector('#page summary').click()");
            tab.textWith("#page details[open]", "00:00");
            String first = "files-1: hours of 29 days with data, no gap,";
            assertTrue(tab.value(drawn).asText().startsWith(first), tab.value(drawn)::asText);
            Viewer.assertFits(tab, 1_280);
            Viewer.assertFits(tab, 390);
            Viewer.assertHarmless(tab);
        }
    }

    @Test
    void showsOthersTheGapsAlone() {
        Browser.Tab tab = viewer.open(server, "#sources", Viewer.NOBODY);

        tab.textWith("#page", "the log shows it");

        assertFalse(Viewer.oneLine(tab, "#page").contains("What arrived"));
        Viewer.assertHarmless(tab);
    }

    @Test
    void hatchesTheDayInTheChartOfARepository() {
        Browser.Tab tab = viewer.open(server, "#model/acme/wanted", Viewer.NOBODY);

        tab.textWith("#detail", "As a table");

        assertEquals(
                1, tab.value("document.querySelectorAll('.chart .gap').length").asInt());
        tab.value("document.querySelector('.chart').focus()");
        for (int i = 0; i < 3; i++) {
            tab.value(
                    "document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}))");
        }
        String told = Viewer.oneLine(tab, "#detail .readout");
        assertTrue(told.endsWith("; no data 06-09 files-1"), told);
        Viewer.assertHarmless(tab);
    }

    @ParameterizedTest
    @ValueSource(strings = {"#use", "#sources"})
    @Tag("proof")
    void keepsThePeriodInTheAddress(String page) {
        Viewer.assertKeepsThePeriod(viewer.open(server, page + "?days=7", Viewer.ADMIN), page);
    }

    @Test
    @Tag("proof")
    void hatchesTheDayAndItsHoursForSignedInCallers() {
        Viewer.assertHatchesTheDayAndItsHours(viewer.open(server, "#use", Viewer.ADMIN));
    }

    @ParameterizedTest
    @CsvSource({
        "#model/acme/wanted?tz=Asia/Tokyo&from=2026-11-18&to=2026-11-18, 15-18 files-1",
        "#model/acme/wanted?tz=America/Los_Angeles&from=2026-11-17&to=2026-11-17, 22-24 files-1",
        "#model/acme/wanted?tz=America/Los_Angeles&from=2026-11-18&to=2026-11-18, 00-01 files-1",
        "#compare/acme/wanted?from=2026-11-18&to=2026-11-18, 06-09 files-1",
        "#org/acme?from=2026-11-18&to=2026-11-18, 06-09 files-1"
    })
    @Tag("proof")
    void hatchesTheDayOfAZoneAndOfSeveralRepositories(String address, String hours) {
        Browser.Tab tab = viewer.open(server, address, Viewer.NOBODY);

        tab.textWith("main", "As a table");
        tab.value("document.querySelector('.chart').focus()");
        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}))");

        assertEquals(
                1, tab.value("document.querySelectorAll('.chart .gap').length").asInt());
        String told = Viewer.oneLine(tab, "main .readout");
        assertTrue(told.endsWith("; no data " + hours), told);
        assertTrue(Viewer.oneLine(tab, "main .key").contains("data missing"));
        Viewer.assertHarmless(tab);
    }
}
