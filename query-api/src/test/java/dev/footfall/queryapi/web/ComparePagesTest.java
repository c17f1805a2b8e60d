package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The comparison of repositories in a browser. */
@Tag("browser")
class ComparePagesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (int age = 0; age < 60; age++) {
            put(state, RepoType.MODEL, "acme", "steady", age, 10);
            put(state, RepoType.MODEL, "acme", "grown", age, age < 7 ? 8 : 2);
            put(state, RepoType.DATASET, "acme", "data", age, 1);
        }
        put(state, RepoType.MODEL, "other", "early", 30, 50);
        for (int age = 10; age < 30; age++) put(state, RepoType.MODEL, "other", "huge", age, 1_500_000);
        server = Viewer.serve(state.current(NOON, 0), Projections.ALL);
    }

    private static void put(InMemoryState state, RepoType type, String owner, String name, int age, long downloads) {
        var counts = new DailyCounts(downloads, 1, downloads * 2, downloads);
        var day = new RepositoryDay(TODAY.minusDays(age), counts, Map.of(ExclusionReason.METHOD, 4L));
        state.put(new RepoId(type, owner, name), day);
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
    void comparesRepositoriesOfAnyTypeAsTheyAre() {
        Browser.Tab tab = viewer.open(
                server, "#compare=acme/steady,datasets/acme/data,no/thing?from=2026-11-17&to=2026-11-20", NOBODY);

        tab.textWith("#page", "Downloads per day");

        assertEquals("acme/steady 40× datasets/acme/data 4× no/thing is not there×", Viewer.oneLine(tab, ".legend"));
        assertTrue(rows(tab).startsWith("2026-11-20 10 1 | 2026-11-19 10 1"), rows(tab));
        key(tab, "End");
        tab.textWith(".readout", "Fri, Nov 20, until 12:00 UTC: acme/steady 10, datasets/acme/data 1");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void comparesThemByAnIndexFromADayOn() {
        Browser.Tab tab = viewer.open(
                server,
                "#compare/acme/steady,acme/grown,other/early?from=2026-11-12&to=2026-11-15&scale=index&at=2026-11-13",
                NOBODY);

        tab.textWith("#page", "Index of downloads per day");

        assertEquals("2026-11-15 100 400 | 2026-11-14 100 400 | 2026-11-13 100 100 | 2026-11-12 100 100", rows(tab));
        assertTrue(Viewer.oneLine(tab, ".legend").contains("other/early had no downloads on that day"));
        tab.value(
                "[...document.querySelectorAll('button')].find(one => one.ariaLabel === 'Without acme/steady').click()");
        tab.textWith("#page", "1 repository");
        assertTrue(tab.value("location.hash").asText().startsWith("#compare/acme/grown,other/early?from="));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void dimsTheChartUntilAnotherPeriodIsThere() {
        Browser.Tab tab = viewer.open(server, "#compare/acme/steady", NOBODY);
        tab.textWith("#page", "1 repository, 30 days");
        tab.value("globalThis.real = fetch; globalThis.held = []; fetch = (path, sent) =>"
                + " new Promise(done => held.push(() => done(real(path, sent))))");

        Viewer.choose(tab, "Period", "90");

        String isBusy = "document.querySelector('#page .card').ariaBusy";
        assertEquals("true", tab.value(isBusy).asText());
        tab.value("fetch = real; held.forEach(pass => pass())");
        tab.textWith("#page", "1 repository, 90 days");
        assertEquals("false", tab.value(isBusy).asText());
    }

    @Test
    @Tag("proof")
    void beginsWithTheTopThreeOfTrending() {
        Browser.Tab tab = viewer.open(server, "#compare", NOBODY);

        tab.textWith("#page", "2 repositories, 30 days");

        assertEquals("acme/steady 300× acme/grown 102×", Viewer.oneLine(tab, ".legend"));
        assertEquals(
                "#compare/acme/steady,acme/grown", tab.value("location.hash").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    void addsWhatCompletionFindsByTheKeyboard() {
        Browser.Tab tab = viewer.open(server, "#compare/acme/steady", NOBODY);
        tab.textWith("#page", "1 repository");

        tab.value("document.getElementById('added').focus()");
        tab.type("DAT");
        tab.textWith("#page .hits", "acme/data");
        tab.press(PressedKey.DOWN);
        tab.press(PressedKey.ENTER);

        tab.textWith("#page", "2 repositories");
        assertEquals(
                "#compare/acme/steady,datasets/acme/data",
                tab.value("location.hash").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void answersAFieldInWordsOfItsOwn() {
        Browser.Tab tab = viewer.open(server, "#compare/", NOBODY);
        tab.textWith("#page", "Its downloads are drawn here");

        tab.value("document.getElementById('added').focus()");
        tab.press(PressedKey.ENTER);
        tab.textWith("#page", "Type a name, or the beginning of one.");
        tab.type("nowhere");
        tab.press(PressedKey.ENTER);
        tab.textWith("#page", "No match for “nowhere”.");

        assertTrue(tab.value("document.querySelector('#added').validity.valid").asBoolean());
        tab.value("document.getElementById('added').value = 'no/thing'");
        tab.press(PressedKey.ENTER);
        tab.textWith(".legend", "no/thing is not there");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void drawsSmallNumbersBesideLargeOnesOnALogarithmicAxis() {
        Browser.Tab tab = viewer.open(server, "#compare/other/huge,acme/steady?from=2026-10-25&to=2026-11-08", NOBODY);
        tab.textWith("#page", "2 repositories, 15 days");
        assertTrue(heightOf(tab, "series-2") < 1, "a flat line");

        Viewer.choose(tab, "Scale", "log");

        tab.textWith("#page", "100K");
        assertEquals(
                "#compare/other/huge,acme/steady?from=2026-10-25&to=2026-11-08&scale=log",
                tab.value("location.hash").asText());
        assertTrue(heightOf(tab, "series-2") > 20, "far above the axis");
        assertEquals(
                "0 10 100 1K 10K 100K 1M",
                tab.value("[...document.querySelectorAll('.chart text[text-anchor=end]')].map(one => one.textContent)"
                                + ".filter(text => /^\\d/.test(text)).join(' ')")
                        .asText());
        Viewer.assertHarmless(tab);
    }

    /** The height of the last point of a line above the axis, in CSS pixels. */
    private static double heightOf(Browser.Tab tab, String line) {
        return tab.value("196 - document.querySelector('.line." + line + "').getPointAtLength(1e6).y")
                .asDouble();
    }

    @Test
    @Tag("proof")
    void dashesTheLineToTheDayThatIsNotOver() {
        Browser.Tab tab = viewer.open(server, "#compare/acme/steady,acme/grown?days=7", NOBODY);
        tab.textWith("#page", "until 12:00 UTC");

        assertEquals(
                2,
                tab.value("document.querySelectorAll('.line.unfinished').length")
                        .asInt());
        assertEquals(
                "4px, 4px",
                tab.value("getComputedStyle(document.querySelector('.unfinished')).strokeDasharray")
                        .asText());
        String ends = "['.line:not(.unfinished).series-1', '.unfinished.series-1'].map(one =>"
                + " document.querySelector(one)).map((line, i) => line.getPointAtLength(i === 0 ? 1e6 : 0).x)";
        assertTrue(tab.value("(([end, start]) => Math.abs(end - start) < 0.01)(" + ends + ")")
                .asBoolean());
        tab.value("location.hash = '#compare/acme/steady?from=2026-11-01&to=2026-11-10'");
        tab.textWith("#page", "10 days");
        assertEquals(
                0,
                tab.value("document.querySelectorAll('.line.unfinished').length")
                        .asInt());
    }

    @Test
    @Tag("proof")
    void comparesWhatIsChosenInTheRanking() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "steady");

        for (String name : new String[] {"acme/grown", "acme/steady"}) {
            tab.value("document.querySelector('[aria-label=\"Compare " + name + "\"]').focus()");
            tab.press(PressedKey.SPACE);
        }
        assertEquals("2 chosen Compare None", Viewer.oneLine(tab, "#to-compare"));
        tab.value("document.querySelector('#to-compare a').click()");

        tab.textWith("#page", "2 repositories, 30 days");
        assertEquals(
                "#compare/acme/grown,acme/steady", tab.value("location.hash").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void fitsAPhone() {
        Browser.Tab tab = viewer.open(server, "#compare/acme/steady,acme/grown?scale=index", NOBODY);
        tab.textWith("main", "steady");

        Viewer.assertFitsAPhone(tab);
    }

    private static String rows(Browser.Tab tab) {
        return tab.value("[...document.querySelectorAll('#page .days tbody tr')].map(row =>"
                        + " [...row.cells].map(cell => cell.textContent).join(' ')).join(' | ')")
                .asText();
    }

    private static void key(Browser.Tab tab, String name) {
        tab.value(
                "document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: '" + name + "'}))");
    }
}
