package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The classes of clients on the start page, in a browser. */
@Tag("browser")
class ClassPagesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId VISITED = new RepoId(RepoType.MODEL, "acme", "visited");

    private static Viewer viewer;
    private static QueryServer server;
    private static QueryServer bare;
    private static QueryServer daily;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        put(state, "built", TODAY, Map.of(ClientClass.CI, 9L, ClientClass.TOOL, 1L));
        put(state, "wanted", TODAY.minusDays(1), Map.of(ClientClass.TOOL, 4L));
        put(state, "wanted", TODAY, Map.of(ClientClass.TOOL, 1L, ClientClass.BROWSER, 2L));
        var tagged = new RepoId(RepoType.MODEL, "acme", "tagged");
        LocalDate earlier = TODAY.minusDays(20);
        Map<String, DailyCounts> revisions =
                Map.of("main", new DailyCounts(3, 0, 4, 0), "", new DailyCounts(1, 0, 1, 0));
        state.put(tagged, earlier, new DailyCounts(6, 0, 7, 0)).putTail(tagged, earlier, Tails.names(9, revisions));
        put(
                state,
                "turned",
                TODAY,
                new Tails.StoredFile("a\u202egpj.exe", 2, 3, 4),
                new Tails.StoredFile("b\u2067", 1, 1, 1));
        put(state, "built-in", TODAY, new Tails.StoredFile("readme", 4, 4, 4));
        put(state, "built-in", TODAY.minusDays(1), new Tails.StoredFile("constructor", 2, 2, 2));
        put(state, "built-in", TODAY.minusDays(2), new Tails.StoredFile("__proto__", 1, 1, 1));
        server = Viewer.serve(state, Projections.ALL);
        bare = Viewer.serve(state, Projections.NONE);
        daily = Viewer.serve(visited(), Projections.named("visitors"));
    }

    @AfterAll
    static void stop() {
        if (daily == null) return;
        server.close();
        bare.close();
        daily.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    private static InMemoryState visited() {
        var state = new InMemoryState(1);
        Map.of(5, 3L, 2, 4L, 1, 8L, 0, 2L).forEach((age, visitors) -> {
            LocalDate date = TODAY.minusDays(age);
            state.put(VISITED, date, new DailyCounts(9, 0, 9, 0)).putTail(VISITED, date, Tails.visitors(visitors));
        });
        return state;
    }

    private static void put(InMemoryState state, String name, LocalDate date, Map<ClientClass, Long> downloads) {
        var repo = new RepoId(RepoType.MODEL, "acme", name);
        long sum = downloads.values().stream().mapToLong(Long::longValue).sum();
        state.put(repo, date, new DailyCounts(sum, 0, sum, 0)).putTail(repo, date, Tails.classes(downloads));
    }

    private static void put(InMemoryState state, String name, LocalDate date, Tails.StoredFile... files) {
        var repo = new RepoId(RepoType.DATASET, "acme", name);
        long requests = Stream.of(files).mapToLong(Tails.StoredFile::requests).sum();
        state.put(repo, date, new DailyCounts(1, 0, requests, 5)).putTail(repo, date, Tails.files(false, 0, files));
    }

    @Test
    void showsARepositorysDownloadsByClassMostFirst() {
        Browser.Tab tab = viewer.open(server, "#model/acme/wanted", NOBODY);

        tab.textWith("#detail .classes", "browser");

        assertTrue(tab.textWith("#detail", "last 30 days").contains("What they are made of"));
        assertEquals("tool 5 browser 2", Viewer.oneLine(tab, "#detail .classes .bars"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsARepositorysDownloadsByRevisionMostFirst() {
        Browser.Tab tab = viewer.open(server, "#model/acme/tagged", NOBODY);

        tab.textWith("#detail .revisions", "all others");

        assertEquals("main 3 unknown 1 all others 2", Viewer.oneLine(tab, "#detail .revisions .bars"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void drawsADayAsTheRevisionsThatItIsMadeOf() {
        Browser.Tab tab = viewer.open(server, "#model/acme/tagged?show=revisions", NOBODY);

        tab.textWith("#detail", "Downloads by revision per day");

        assertEquals(
                "main all others unknown 7-day mean no downloads before Oct 31 until 00:00 UTC",
                Viewer.oneLine(tab, "#detail .key"));
        assertEquals(
                "2026-10-31 6 3 2 1",
                tab.value("[...[...document.querySelectorAll('#detail .days tbody tr')].find(row =>"
                                + " row.cells[0].textContent.startsWith('2026-10-31')).cells].map(cell =>"
                                + " cell.textContent).join(' ')")
                        .asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void writesCharactersThatReverseTextAsEscapes() {
        Browser.Tab tab = viewer.open(server, "#dataset/acme/turned?show=files", NOBODY);
        tab.textWith("#detail", "Requests by file per day");

        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}))");

        String told = tab.textWith("#detail .readout", "Fri, Nov 20");
        assertTrue(told.endsWith("4 requests (a\\u202egpj.exe 3, b\\u2067 1)"), told);
        String all = tab.value("document.documentElement.outerHTML").asText();
        assertFalse(all.matches("(?s).*[\u202e\u2067].*"), all);
    }

    @ParameterizedTest
    @CsvSource({
        "day, 'Fri, Nov 20: 4 requests (readme 4)'",
        "week, 'Week of Nov 16: 7 requests (readme 4, constructor 2, __proto__ 1)'"
    })
    @Tag("proof")
    void drawsFilesThatAreCalledAsWhatEveryObjectHas(String by, String told) {
        Browser.Tab tab = viewer.open(server, "#dataset/acme/built-in?show=files&by=" + by, NOBODY);
        tab.textWith("#detail", "Requests by file per " + by);

        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}))");

        assertEquals(told, Viewer.oneLine(tab, "#detail .readout").replace(", until 00:00 UTC", ""));
        Viewer.assertHarmless(tab);
    }

    @Test
    void ranksByTheClassesThatAreChosen() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#classes", "robot");
        tab.textWith("#ranking", "built");

        press(tab, "browser");
        tab.textWith("#ranking", "1 repository with downloads in the last 7 days by browser");
        press(tab, "tool");
        tab.textWith("#ranking", "2 repositories with downloads in the last 7 days by tool, browser");

        String ranking = Viewer.oneLine(tab, "#ranking .rows");
        assertTrue(
                ranking.startsWith("1 acme/wanted new 7 downloads in the period, 7 total Why? 2 acme/built new 1 "),
                ranking);
        assertEquals("true true", pressed(tab, "tool") + " " + pressed(tab, "browser"));
        assertFalse(pressed(tab, ""));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void ranksByAllClientsWhereNoneOrEveryClassIsChosen() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#classes", "robot");

        press(tab, "robot");
        tab.textWith("#ranking", "No downloads of models in the last 7 days by robot");
        press(tab, "robot");
        tab.textWith("#ranking", "built");
        assertTrue(pressed(tab, ""));
        for (ClientClass type : ClientClass.values()) press(tab, type.label());

        assertTrue(pressed(tab, ""));
        tab.textWith("#ranking", "2 repositories with downloads in the last 7 days");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void offersNoClassesWhereNoneAreCounted() {
        Browser.Tab tab = viewer.open(bare, "#model/acme/wanted", NOBODY);

        tab.textWith("#detail", "Busiest day: Thu, Nov 19, 4 downloads");

        for (String list : new String[] {"classes", "clients", "revisions", "countries", "files"}) {
            String text = tab.textWith("#detail ." + list, "Not counted here.");
            assertTrue(text.contains("turns it on: " + list + " in its setting projections"), text);
        }
        tab.textWith("#detail .tiles", "not counted here");
        assertTrue(tab.value("document.getElementById('classes').hidden").asBoolean());
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsTheVisitorsOfADayWhereThoseOfSeveralAreNotDistinguished() {
        String page = "#model/acme/visited?from=2026-11-18&to=2026-11-20";
        String tile = "#detail [data-key='Tile visitors']";
        Browser.Tab tab = viewer.open(daily, page, NOBODY);

        tab.textWith(tile, "a day");

        assertEquals("Visitors 6 a day +300 %", Viewer.oneLine(tab, tile));
        Viewer.assertHarmless(tab);
    }

    private static String button(String name) {
        return "[...document.querySelectorAll('#classes button')].find(one => one.dataset.class === '" + name + "')";
    }

    private static void press(Browser.Tab tab, String name) {
        tab.value(button(name) + ".click()");
    }

    private static boolean pressed(Browser.Tab tab, String name) {
        return tab.value(button(name) + ".getAttribute('aria-pressed') === 'true'")
                .asBoolean();
    }
}
