package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ALICE;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages over the log of another year in a browser: which period they show, and how they name it. */
@Tag("browser")
class PeriodPagesTest {
    private static final RepoId OLD = new RepoId(RepoType.MODEL, "acme", "old");
    private static final LocalDate LAST = LocalDate.parse("2015-06-04");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String FOUND = "No downloads since Jun 4, 2015: shown are the 30 days until then.";

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (int age = 0; age < 19; age++) {
            state.put(OLD, LAST.minusDays(age), new DailyCounts(10, 4, 20, 3_616_854_084_151L));
        }
        state.put(new RepoId(RepoType.MODEL, "early", "bird"), LocalDate.ofEpochDay(2), new DailyCounts(3, 1, 5, 9));
        state.put("alice", new UserHour(OLD, Instant.parse("2026-03-01T10:00:00Z"), 3, 2, 900));
        server = Viewer.serve(state.current(NOON, 0), Projections.ALL);
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
    void opensARepositoryOnTheNewestPeriodWithDownloads() {
        Browser.Tab tab = viewer.open(server, "#model/acme/old", NOBODY);

        tab.textWith("#detail", FOUND);

        assertTrue(Viewer.oneLine(tab, ".tiles").startsWith("Downloads 190 "), Viewer.oneLine(tab, ".tiles"));
        tab.textWith("#detail", "What they are made of, May 6, 2015 to Jun 4, 2015");
        assertEquals(
                "Jun 4, 2015",
                tab.value("document.querySelector('.chart').lastChild.textContent")
                        .asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void asksForNoDayBeforeTheFirst() {
        String week = "Jan 1, 1970 to Jan 3, 1970";

        for (String page : new String[] {"#model/early/bird", "#org/early", "#model/early/bird?days=all&by=week"}) {
            Browser.Tab tab = viewer.open(server, page, NOBODY);
            tab.textWith("main", week);
            Viewer.assertHarmless(tab);
        }
        Browser.Tab chosen = viewer.open(server, "#model/early/bird?from=1970-01-02&to=1970-01-03", NOBODY);
        chosen.textWith("#detail", "Jan 2, 1970 to Jan 3, 1970");
    }

    @Test
    @Tag("proof")
    void showsAsManyDaysAsThereMayBe() {
        String days = "?days=3660&by=month";

        viewer.open(server, "#model/acme/old" + days, NOBODY).textWith("#detail", "Downloads per month");
        viewer.open(server, "#compare/acme/old" + days, NOBODY).textWith("#page", "Downloads per month");
        viewer.open(server, "#org/acme" + days, NOBODY).textWith("#page", "Downloads per month");
    }

    @Test
    @Tag("proof")
    void comparesOfAllTime() {
        Browser.Tab tab = viewer.open(server, "#compare/acme/old,early/bird?days=all&by=month", NOBODY);

        tab.textWith("#page", "Downloads per month");

        assertEquals("acme/old 190× early/bird 0×", Viewer.oneLine(tab, ".legend"));
        viewer.open(server, "#compare/acme/old", NOBODY).textWith("#page", FOUND);
    }

    @Test
    @Tag("proof")
    void opensTheRankingOnTheNewestDaysWithDownloads() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);

        String text = tab.textWith("#ranking", "acme/old");

        assertTrue(text.contains("No downloads of models since Jun 4, 2015: shown are the 7 days until then."), text);
        assertEquals(
                "2015-06-04",
                tab.value("document.getElementById('at-day').value").asText());
        assertEquals("", tab.value("location.hash").asText());
        Viewer.choose(tab, "Period", "30");
        tab.textWith("#ranking", "shown are the 30 days");
        assertTrue(Viewer.oneLine(tab, "#ranking").contains("190 downloads in the period"));
        press(tab, "Datasets");
        tab.textWith("#ranking", "No downloads of datasets in the last 30 days");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void opensANamespaceOnTheNewestPeriodWithDownloads() {
        Browser.Tab tab = viewer.open(server, "#org/acme", NOBODY);

        tab.textWith("#page", FOUND);

        assertEquals(
                "Repositories 1 Total downloads 190 May 6, 2015 to Jun 4, 2015 190", Viewer.oneLine(tab, ".tiles"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void opensAUsersPageOnTheNewestPeriodWithDownloads() {
        viewer.open(server, "#use", ALICE).textWith("#page", "No downloads since Mar 1: shown are the 30 days");

        Browser.Tab nobody = viewer.open(server, "#use", Viewer.token("bob", false));
        String text = nobody.textWith("#page", "You have no downloads in this time");
        assertTrue(text.contains("appears here, by day, hour and repository"), text);
        assertEquals(
                0,
                nobody.value("document.querySelectorAll('#page .chart').length").asInt());
    }

    @Test
    void showsAllTime() {
        Browser.Tab tab = viewer.open(server, "#model/acme/old", NOBODY);
        tab.textWith("#detail", FOUND);

        Viewer.choose(tab, "Period", "all");
        tab.textWith("#detail", "May 17, 2015 to Jun 4, 2015");

        assertEquals("#model/acme/old?days=all", tab.value("location.hash").asText());
        assertFalse(tab.textWith("#detail", "Downloads per day").contains("No downloads since"));
        Viewer.choose(tab, "Unit", "week");
        tab.textWith("#detail", "Busiest week: Week of May 18, 2015, 70 downloads");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void tellsBytesInUnitsThatAreRead() {
        Browser.Tab tab = viewer.open(server, "#model/acme/old?show=sent", NOBODY);

        assertTrue(tab.textWith("#detail", "Busiest day").contains(", 3.6 TB"));
        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}))");

        tab.textWith(".readout", "Thu, Jun 4, 2015: 3.6 TB");
    }

    @Test
    @Tag("proof")
    void beginsTheMeanWhereDownloadsBegin() {
        Browser.Tab tab = viewer.open(server, "#model/acme/old?from=2015-04-01&to=2015-06-04", NOBODY);
        tab.textWith("#detail", "7-day mean");

        String points = tab.value("document.querySelector('.chart .mean').getAttribute('d').split(/[ML]/).length - 1")
                .asText();

        assertEquals("13", points, "the days from the seventh one on");
    }

    @Test
    @Tag("proof")
    void marksAnAxisWithRoundNumbers() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        String ticks = "import('/chart.js').then(chart => [1, 5, 9, 21, 289, 60000, 1506725, 3.6e12]"
                + ".map(n => chart.ticks(n).join(' ')).join('; '))";

        assertEquals(
                "0 1 2 3 4; 0 2 4 6; 0 3 6 9; 0 10 20 30; 0 100 200 300; 0 20000 40000 60000; 0 400000 800000 1200000 1600000;"
                        + " 0 1000000000000 2000000000000 3000000000000 4000000000000",
                tab.value(ticks).asText());
    }

    @Test
    @Tag("proof")
    void pressesAtOnceAndDimsTheChartUntilTheAnswerIsThere() {
        Browser.Tab tab = viewer.open(server, "#model/acme/old", NOBODY);
        tab.textWith("#detail", FOUND);
        tab.value("window.now = fetch; window.fetch = (...asked) => new Promise(done =>"
                + " { window.answer = () => now(...asked).then(done); })");

        Viewer.choose(tab, "Period", "all");

        assertEquals(
                "all",
                tab.value("document.querySelector('#detail [aria-label=Period]').value")
                        .asText());
        assertEquals(
                "true", tab.value("document.getElementById('detail').ariaBusy").asText());
        assertTrue(tab.value(
                        "new Promise(done => setTimeout(() => done(getComputedStyle(document.querySelector('.chart')).opacity < 1), 500))")
                .asBoolean());
    }

    @Test
    @Tag("proof")
    void explainsAWordInPlaceByKeyboard() {
        Browser.Tab tab = viewer.open(server, "#model/acme/old", NOBODY);
        tab.textWith("#detail", FOUND);

        tab.value("document.querySelector('#detail h2 .definition').focus()");
        tab.press(PressedKey.ENTER);
        tab.textWith("#meaning", "One visit: the files of a repository that one visitor fetches");
        assertEquals("#model/acme/old", tab.value("location.hash").asText());
        tab.press(PressedKey.ESCAPE);

        assertEquals(
                "false",
                tab.value("document.getElementById('meaning').matches(':popover-open')")
                        .asText());
        assertEquals(
                "download: definition",
                tab.value("document.activeElement.ariaLabel").asText());
        tab.value("document.querySelector('#detail h2 .definition').click()");
        Viewer.assertFitsAPhone(tab);
        tab.value("document.querySelector('#meaning a').click()");
        tab.textWith("#page", "What is counted");
        Viewer.assertHarmless(tab);
    }

    @Test
    void hasTargetsThatAFingerHits() {
        for (String page : new String[] {"", "#model/acme/old", "#org/acme", "#category/model", "#use"}) {
            Browser.Tab tab = viewer.open(server, page, ALICE);
            tab.textWith(
                    "main",
                    page.isEmpty() || page.startsWith("#u")
                            ? "No downloads"
                            : page.startsWith("#m") ? "made of" : "Total");
            tab.sized(390, 844);

            String small = "[...document.querySelectorAll('button, input, select, summary, .why, .definition')]"
                    + ".filter(one => one.checkVisibility()).map(one => [one, one.getBoundingClientRect()])"
                    + ".filter(([, box]) => box.width > 1 && (box.width < 24 || box.height < 24))"
                    + ".map(([one, box]) => one.outerHTML + ' ' + box.width + 'x' + box.height).join()";
            assertEquals("", tab.value(small).asText(), page);
        }
    }

    @Test
    @Tag("proof")
    void reachesListsThatScrollByKeyboard() {
        Browser.Tab tab = viewer.open(server, "#category/model", NOBODY);
        tab.textWith("#page", "Total");

        String unreachable = "[...document.querySelectorAll('#page *')].filter(one =>"
                + " /auto|scroll/.test(getComputedStyle(one).overflowY) && one.tabIndex < 0).map(one => one.outerHTML).join()";
        assertEquals("", tab.value(unreachable).asText());
    }

    private static void press(Browser.Tab tab, String name) {
        tab.value("[...document.querySelectorAll('button')].find(one => one.textContent === '" + name + "').click()");
    }
}
