package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The part of a repository's page that is seen without scrolling, the requests it takes, and how its chart is read. */
@Tag("browser")
class FirstViewPagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "northgrid", "heron-34B-chat");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PAGE = "#model/northgrid/heron-34B-chat";
    private static final int MOST_REQUESTS = 20;

    /** Made of a million downloads, so that numbers and their axis are wide. */
    private static final long MANY = 1_250_000;

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (LocalDate date = TODAY.minusDays(99); !date.isAfter(TODAY); date = date.plusDays(1)) {
            long downloads = date.equals(TODAY) ? MANY / 2 : MANY + date.getDayOfMonth();
            state.put(MODEL, date, new DailyCounts(downloads, 4, downloads * 2, downloads * 400_000))
                    .putTail(MODEL, date, Tails.classes(Map.of(ClientClass.CI, downloads)));
        }
        server = Viewer.serve(state.current(Instant.parse("2026-11-20T14:20:33Z"), 0), Projections.ALL);
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

    @ParameterizedTest
    @CsvSource({"1280, 900, 260", "390, 844, 420"})
    void beginsTheChartHighOnTheScreen(int width, int height, int most) {
        Browser.Tab tab = shown(PAGE, width, height);

        double top = number(tab, "document.querySelector('#detail .chart').getBoundingClientRect().top");

        assertTrue(top < most, "top " + top);
        assertEquals(0, number(tab, "document.documentElement.scrollWidth - document.documentElement.clientWidth"));
        Viewer.assertHarmless(tab);
    }

    @Test
    void hasOneRowOfTilesAndMenusToTheEdgeOnATablet() {
        Browser.Tab tab = shown(PAGE, 768, 1_024);

        assertEquals(
                1,
                number(
                        tab,
                        "new Set([...document.querySelectorAll('#detail .tile')].map(one => one.getBoundingClientRect().top)).size"));
        assertEquals(
                0,
                number(
                        tab,
                        "document.querySelector('#detail .title').getBoundingClientRect().right"
                                + " - [...document.querySelectorAll('#detail .title .menu')].at(-1).getBoundingClientRect().right"));
    }

    @Test
    void showsTheFirstChartAfterFewRequests() {
        Browser.Tab tab = viewer.tab(NOBODY)
                .beginning("new MutationObserver(() => { globalThis.asked ??="
                        + " document.querySelector('#detail .chart') && performance.getEntriesByType('resource').map(one => one.name); })"
                        + ".observe(document, { childList: true, subtree: true });");
        tab.open("http://127.0.0.1:" + server.port() + "/" + PAGE);
        tab.textWith("#detail", "Downloads per day");

        JsonNode asked = tab.value("globalThis.asked");

        assertTrue(asked.size() < MOST_REQUESTS, asked::toString);
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsInTheChartWhatATileCounts() {
        Browser.Tab tab = shown(PAGE, 1_280, 900);

        for (String[] tile : new String[][] {
            {"requests", "Files per day"},
            {"sent", "Sent per day"},
            {"excluded", "Requests, counted and not counted per day"},
            {"downloads", "Downloads per day"}
        }) {
            tab.value("document.querySelector('[data-key=\"Tile " + tile[0] + "\"]').click()");
            tab.textWith("#detail .chart-head", tile[1]);
            assertEquals(
                    "true",
                    tab.value("document.querySelector('[data-key=\"Tile " + tile[0] + "\"]').ariaPressed")
                            .asText());
        }
        assertEquals(PAGE, tab.value("location.hash").asText());
        tab.value("history.back()");
        tab.textWith("#detail .chart-head", "Downloads per day");
        tab.await("location.hash.endsWith('show=excluded')");
        Viewer.assertHarmless(tab);
    }

    @Test
    void keepsABarThatWasTouchedUntilItIsTouchedAgain() {
        Browser.Tab tab = shown(PAGE, 390, 844);
        String bar = "document.querySelectorAll('#detail .chart > g, #detail .chart > g > g')[10]";

        tab.tap(bar);
        String told = tab.textWith("#detail .tip", "signed in");
        assertTrue(told.startsWith("Sun, Nov 1"), told);
        assertFalse(tab.textWith("#detail .readout", "Nov 1").contains("Busiest"));

        tab.tap(bar);
        tab.textWith("#detail .readout", "Busiest day");
        assertFalse(tab.value("document.querySelector('#detail .tip').checkVisibility()")
                .asBoolean());
    }

    @Test
    void tellsABarBesideItByArrowKeys() {
        Browser.Tab tab = shown(PAGE, 1_280, 900);

        tab.value("document.querySelector('#detail .chart').focus()");
        tab.value("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft' }))");

        String told = Viewer.oneLine(tab, "#detail .tip");
        assertEquals(
                "Fri, Nov 20 until 14:20 UTC downloads 625,000 signed in 4 anonymous 624,996 Oct 21 1,250,021", told);
        String isInside =
                "(([tip, all]) => tip.left >= all.left && tip.right <= all.right)(['#detail .tip', '#detail .plot']"
                        + ".map(one => document.querySelector(one).getBoundingClientRect()))";
        assertTrue(tab.value(isInside).asBoolean());
    }

    @Test
    void keepsTheChosenBarWhereTheChartIsDrawnForAnotherWidth() {
        Browser.Tab tab = shown(PAGE, 1_280, 900);
        tab.value("document.querySelector('#detail .chart').focus()");
        tab.value("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }))");
        String told = Viewer.oneLine(tab, "#detail .readout");
        tab.value("globalThis.before = document.querySelector('#detail .chart')");

        tab.sized(900, 900);
        tab.await("!before.isConnected");

        assertEquals(told, Viewer.oneLine(tab, "#detail .readout"));
        assertEquals(
                1,
                tab.value("document.querySelectorAll('#detail .chart .chosen').length")
                        .asInt());
        assertTrue(tab.value("document.activeElement === document.querySelector('#detail .chart')")
                .asBoolean());
    }

    @ParameterizedTest
    @CsvSource({"downloads, 1280", "sent, 1280", "sent, 390"})
    void cutsNoLabelOfAnAxis(String shown, int width) {
        Browser.Tab tab = shown(PAGE + "?show=" + shown, width, 844);

        String cut =
                "[...document.querySelectorAll('#detail .chart text')].map(one => [one.textContent, one.getBoundingClientRect()])"
                        + ".filter(([, box]) => box.left < document.querySelector('#detail .chart').getBoundingClientRect().left)"
                        + ".map(([text]) => text).join()";

        assertEquals("", tab.value(cut).asText());
    }

    @Test
    @Tag("proof")
    void showsTheLastTwentyFourHours() {
        Browser.Tab tab = shown(PAGE + "?days=24h", 1_280, 900);

        assertTrue(tab.textWith("#detail", "Downloads per hour").contains("until 14:20 UTC"));
        assertEquals(24, number(tab, "document.querySelectorAll('#detail .days tbody tr').length"));
        assertEquals(
                "24 hours",
                tab.value("document.querySelector('#detail [aria-label=Period]').selectedOptions[0].textContent")
                        .asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    void saysWhichPartOfTheAddressItCannotUse() {
        for (String[] wrong : new String[][] {
            {"#?days=abc", "days is “abc”, allowed: 7, 1, 30, 90. Shown is 7."},
            {"#?type=foo", "type is “foo”, allowed: model, dataset, space. Shown is model."},
            {PAGE + "?show=foo", "show is “foo”, allowed: downloads, visitors, requests, sent,"},
            {PAGE + "?dyas=7", "The address has the option “dyas”, which no page has."},
            {"#definitions/xyz", "There is no definition of “xyz”."}
        }) {
            viewer.open(server, wrong[0], NOBODY).textWith("#misread", wrong[1]);
        }
    }

    @Test
    void keepsTheThemeThatWasChosen() {
        Browser.Tab tab = shown(PAGE, 1_280, 900).preferring("light");
        String paper = "getComputedStyle(document.body).backgroundColor";
        String light = tab.value(paper).asText();

        Viewer.chooseIn(tab, "#theme", "dark");
        String dark = tab.value(paper).asText();
        tab.open("http://127.0.0.1:" + server.port() + "/?again#definitions");
        tab.textWith("#page", "What is counted");

        assertFalse(light.equals(dark), dark);
        assertEquals(dark, tab.value(paper).asText());
        Viewer.chooseIn(tab, "#theme", "");
        assertEquals(light, tab.value(paper).asText());
    }

    @Test
    void leadsFromTheSecondLinkToTheChart() {
        Browser.Tab tab = shown(PAGE, 1_280, 900);

        tab.press(PressedKey.TAB);
        tab.press(PressedKey.TAB);
        assertEquals(
                "Skip to the chart",
                tab.value("document.activeElement.textContent").asText());
        tab.press(PressedKey.ENTER);

        assertTrue(tab.value("document.activeElement.matches('#detail .chart')").asBoolean());
        assertEquals(PAGE, tab.value("location.hash").asText());
    }

    @ParameterizedTest
    @CsvSource({"SVG, data:image/svg+xml", "PNG, data:image/png;base64"})
    void savesTheChartAsAPicture(String kind, String type) {
        Browser.Tab tab = shown(PAGE, 1_280, 900);
        tab.value("HTMLAnchorElement.prototype.click = function () { globalThis.saved = [this.download, this.href]; }");

        tab.value("[...document.querySelectorAll('#detail .tools button')].find(one => one.textContent === '" + kind
                + "').click()");
        tab.await("globalThis.saved");

        assertEquals(
                "northgrid-heron-34B-chat-downloads-by-day." + kind.toLowerCase(Locale.ROOT),
                tab.value("saved[0]").asText());
        String href = tab.value("saved[1]").asText();
        assertTrue(href.startsWith(type) && href.length() > 5_000, href::toString);
        Viewer.assertHarmless(tab);
    }

    @Test
    void keepsEverythingInItsPlaceAfterASignIn() {
        String top = "document.getElementById('main').getBoundingClientRect().top";
        Browser.Tab nobody = shown(PAGE, 1_280, 900);
        Browser.Tab administrator = viewer.open(server, PAGE, Viewer.ADMIN).sized(1_280, 900);
        administrator.textWith("#detail", "made of");

        assertEquals(nobody.value(top), administrator.value(top));
        for (String part : new String[] {"#user", "#freshness-text"}) {
            String cut =
                    "(one => one.scrollWidth > one.clientWidth && one.clientWidth > 0 || one.getClientRects().length > 1)"
                            + "(document.querySelector('" + part + "'))";
            assertFalse(administrator.value(cut).asBoolean(), part);
        }
    }

    private static Browser.Tab shown(String page, int width, int height) {
        Browser.Tab tab = viewer.open(server, page, NOBODY).sized(width, height);
        tab.textWith("#detail", "made of");
        return tab;
    }

    private static double number(Browser.Tab tab, String script) {
        return tab.value(script).asDouble();
    }
}
