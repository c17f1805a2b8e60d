package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ALICE;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
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

/** The pages of many repositories in a browser: the ranking, and a namespace. */
@Tag("browser")
class RankingPagesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String LONGEST = "W".repeat(96);
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "alice", "secret");

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
        put(state, RepoType.MODEL, "alice", "secret", 40, 3);
        put(state, RepoType.SPACE, LONGEST, LONGEST, 0, 1);
        state.register(new RepositoryEvent(SECRET, NOON, false, true, false, RepositoryDetails.NONE));
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
    void ranksByGrowthWithALineOfDays() {
        Browser.Tab tab = viewer.open(server, "#?sort=growth", NOBODY);

        tab.textWith("#ranking", "grown");

        String ranking = Viewer.oneLine(tab, "#ranking .rows");
        assertTrue(ranking.startsWith("1 acme/grown +257 % 56 downloads in the period, 162 total"), ranking);
        assertEquals(
                2, tab.value("document.querySelectorAll('.spark .area').length").asInt());
        tab.value("document.querySelector('#menus .definition').click()");
        tab.textWith("#meaning", "is compared up to yesterday");
        Viewer.assertHarmless(tab);
    }

    @Test
    void dashesTheWayToADayThatIsNotOver() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "steady");
        assertEquals(2, unfinished(tab));

        Browser.Tab past = viewer.open(server, "#?at=2026-11-19", NOBODY);
        past.textWith("#ranking", "steady");
        assertEquals(0, unfinished(past));
    }

    private static int unfinished(Browser.Tab tab) {
        return tab.value("document.querySelectorAll('#ranking .spark .unfinished').length")
                .asInt();
    }

    @Test
    void opensOnWhatIsThereAndNamesItWhereAnotherTypeIsChosen() {
        var data = new InMemoryState(2);
        put(data, RepoType.DATASET, "acme", "corpus", 0, 7);
        try (QueryServer datasets = Viewer.serve(data.current(NOON, 0), Projections.ALL)) {
            Browser.Tab tab = viewer.open(datasets, "", NOBODY);
            tab.textWith("#ranking", "acme/corpus");
            assertEquals(
                    "true",
                    tab.value("document.getElementById('tab-dataset').ariaSelected")
                            .asText());

            tab.value("document.getElementById('tab-model').click()");
            String none = tab.textWith("#ranking", "No downloads of models in the last 7 days");
            assertTrue(none.contains("In this time there are 7 downloads of datasets"), none);
            tab.value("document.querySelector('#ranking .link').click()");
            tab.textWith("#ranking", "acme/corpus");
            Viewer.assertHarmless(tab);
        }
    }

    @Test
    @Tag("proof")
    void goesBackInTime() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "steady");
        assertFalse(tab.textWith("#ranking", "").contains("early"));

        tab.value("{ const day = document.getElementById('at-day'); day.focus(); day.value = '2026-10-23';"
                + " day.dispatchEvent(new Event('change')); }");

        assertTrue(tab.textWith("#ranking", "early").contains("in the 7 days until Oct 23"));
        assertEquals("#?at=2026-10-23", tab.value("location.hash").asText());
        assertEquals("at-day", tab.value("document.activeElement.id").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsTheNextDayFromMidnightOn() {
        Browser.Tab today = viewer.open(server, "", NOBODY);
        Browser.Tab chosen = viewer.open(server, "#?at=2026-11-18", NOBODY);
        today.textWith("#ranking", "steady");
        chosen.textWith("#ranking", "steady");

        String tomorrow = "{ const now = Date.now(); Date.now = () => now + 86_400_000; }"
                + " import('/trending.js').then(all => { all.refreshTrending();"
                + " return document.getElementById('at-day').value; })";

        assertEquals("2026-11-21", today.value(tomorrow).asText());
        assertEquals("2026-11-18", chosen.value(tomorrow).asText());
    }

    @Test
    @Tag("proof")
    void goesBackToAnyDayByItsDate() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "steady");

        tab.value("{ const day = document.getElementById('at-day'); day.value = '2019-03-01';"
                + " day.dispatchEvent(new Event('change')); }");

        tab.textWith("#ranking", "No downloads of models in the 7 days until Mar 1, 2019");
        assertEquals("#?at=2019-03-01", tab.value("location.hash").asText());
    }

    @Test
    void showsTheRankingInTheAddress() {
        Browser.Tab tab = viewer.open(server, "#?type=dataset&days=30&at=2026-11-01", NOBODY);

        String text = tab.textWith("#ranking", "acme/data");

        assertTrue(text.contains("in the 30 days until Nov 1"), text);
        assertEquals(
                "2026-11-01",
                tab.value("document.getElementById('at-day').value").asText());
        assertEquals(
                "true",
                tab.value("document.getElementById('tab-dataset').ariaSelected").asText());
    }

    @Test
    @Tag("proof")
    void explainsAPlaceAtTheKeyboard() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "steady");

        tab.value("document.querySelector('.why').focus()");
        tab.press(PressedKey.ENTER);
        tab.textWith(".explanation", "Not counted");

        assertEquals(
                "Place 1 by downloads; of equal ones more likes first (0) Downloads 70 downloads in 7 days"
                        + " Growth +0 %: 70 in the last 7 finished days, 70 in as many before Visitors 7 signed in, 63 anonymous Files 140 Classes none Not counted HEAD requests 28",
                Viewer.oneLine(tab, ".explanation"));
        assertEquals("true", tab.value("document.activeElement.ariaExpanded").asText());
        tab.press(PressedKey.ENTER);
        assertEquals(
                0, tab.value("document.querySelectorAll('.explanation').length").asInt());
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsAllOfANamespace() {
        Browser.Tab tab = viewer.open(server, "#org/acme?by=week&from=2026-11-02&to=2026-11-15", NOBODY);

        tab.textWith("#page", "Downloads per week");

        assertEquals("Repositories 3 Total downloads 822 Nov 2 to Nov 15 194", Viewer.oneLine(tab, ".tiles"));
        assertEquals("2026-11-09/2026-11-15 103 | 2026-11-02/2026-11-08 91", rows(tab));
        assertTrue(Viewer.oneLine(tab, ".scroll table")
                .endsWith(" Each day acme/steady 140 600 0 model acme/grown 40 162 0 model acme/data 14 60 0 dataset"));
        String csv = tab.value("decodeURIComponent(document.querySelectorAll('.csv')[1].href)")
                .asText();
        assertTrue(csv.endsWith("\"acme/data\",\"dataset\",14,60,0\r\n"), csv);
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsTwelveMonthsOfANamespace() {
        Browser.Tab tab = viewer.open(server, "#org/acme?by=month", NOBODY);

        assertTrue(tab.textWith("#page", "Downloads per month").contains("until 12:00 UTC"));

        assertTrue(rows(tab).startsWith("2026-11-01/2026-11-20 302 | 2026-10-01/2026-10-31 403 | "), rows(tab));
        Viewer.assertHarmless(tab);
    }

    @Test
    void hidesANamespaceOfWhichACallerMaySeeNothing() {
        viewer.open(server, "#org/alice", NOBODY).textWith("#page", "no such namespace");

        viewer.open(server, "#org/alice", ALICE).textWith("#page", "alice/secret");
    }

    @Test
    @Tag("proof")
    void printsNumbersWithoutControls() {
        for (String page : new String[] {"#model/acme/steady", "#org/acme", "#compare/acme/steady,acme/grown"}) {
            Browser.Tab tab = viewer.open(server, page, NOBODY);
            tab.textWith("main", "As a table");

            String text = tab.printed().textWith("main", "Downloads per day");

            assertFalse(text.contains("Added up") || text.contains("Show") || text.contains("CSV"), text);
            assertTrue(tab.value("document.querySelector('.chart').getBoundingClientRect().height > 100")
                    .asBoolean());
            assertTrue(tab.value("[...document.querySelectorAll('.key span, .legend li')].every(one =>"
                            + " getComputedStyle(one, '::before').printColorAdjust === 'exact')")
                    .asBoolean());
        }
    }

    @Test
    void fitsAPhone() {
        for (String page : new String[] {"#", "#org/acme", "#compare/acme/steady,acme/grown?scale=index"}) {
            Browser.Tab tab = viewer.open(server, page, NOBODY);
            tab.textWith("main", "steady");
            if (page.equals("#")) tab.value("document.querySelector('.why').click()");

            Viewer.assertFitsAPhone(tab);
        }
    }

    @Test
    @Tag("proof")
    void wrapsTheLongestNames() {
        String both = LONGEST + "/" + LONGEST;
        for (String page :
                new String[] {"#space/" + both, "#org/" + LONGEST, "#compare/spaces/" + both, "#?type=space"}) {
            Browser.Tab tab = viewer.open(server, page, NOBODY);
            tab.textWith("main", LONGEST);

            Viewer.assertFits(tab, 1_280);
            Viewer.assertFits(tab, 900);
            Viewer.assertFitsAPhone(tab);
        }
    }

    @Test
    @Tag("proof")
    void beginsWithTheRepositoryOnAPhone() {
        Browser.Tab tab = viewer.open(server, "#model/acme/steady", NOBODY).sized(390, 844);
        tab.textWith("#detail", "As a table");

        String levels = "[...document.querySelectorAll('h1, h2, h3')].filter(one => one.checkVisibility())"
                + ".map(one => one.tagName).join(' ')";
        assertTrue(
                tab.value(levels).asText().matches("H1( H2)+"),
                tab.value(levels).asText());
    }

    private static String rows(Browser.Tab tab) {
        return tab.value("[...document.querySelectorAll('#page .days tbody tr')].map(row =>"
                        + " [...row.cells].map(cell => cell.textContent).join(' ')).join(' | ')")
                .asText();
    }
}
