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
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The page of one repository in a browser: its periods, units and parts. */
@Tag("browser")
class RepositoryPagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "acme", "wanted");
    private static final RepoId NEW = new RepoId(RepoType.MODEL, "acme", "new");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PAGE = "#model/acme/wanted";

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (LocalDate date = TODAY.minusDays(99); date.isBefore(TODAY); date = date.plusDays(1)) put(state, date, 10);
        put(state, TODAY, 5);
        state.put(NEW, TODAY, new DailyCounts(1, 0, 1, 1));
        server = Viewer.serve(state.current(Instant.parse("2026-11-20T14:20:33Z"), 0), Projections.ALL);
    }

    private static void put(InMemoryState state, LocalDate date, long downloads) {
        var counts = new DailyCounts(downloads, 4, downloads * 2, downloads * 1_000);
        state.put(MODEL, new RepositoryDay(date, counts, Map.of(ExclusionReason.STATUS, 3L)))
                .putTail(MODEL, date, Tails.classes(Map.of(ClientClass.TOOL, downloads - 1, ClientClass.CI, 1L)));
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
    void showsThePeriodAndTheUnitInTheAddress() {
        Browser.Tab tab = viewer.open(server, PAGE + "?by=week&from=2026-11-02&to=2026-11-15", NOBODY);

        tab.textWith("#detail", "Downloads per week");
        tab.textWith("#detail .tiles", "–");

        assertEquals("2026-11-09/2026-11-15 70 28 42 140 70 | 2026-11-02/2026-11-08 70 28 42 140 70", rows(tab));
        assertEquals("Downloads 140 +0 % Visitors – Files 280 +0 % Sent 140.0 kB +0 % Not counted 42 +0 %", tiles(tab));
        assertEquals(
                "week",
                tab.value("document.querySelector('[aria-label=Unit]').value").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void namesTheDaysOfAMonthThatIsNotWhole() {
        Browser.Tab tab = viewer.open(server, PAGE + "?by=month&from=2026-09-01&to=2026-10-15", NOBODY);

        tab.textWith("#detail", "Busiest month: September 2026, 300 downloads");

        key(tab, "End");
        tab.textWith(".readout", "October 2026, Oct 1 to Oct 15 alone: 150 downloads");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void namesAYearOfWholeMonthsByItsFirstDay() {
        Browser.Tab tab = viewer.open(server, PAGE + "?by=month", NOBODY);
        tab.textWith("#detail", "Downloads per month");

        assertTrue(tiles(tab).startsWith("Downloads 995 Visitors"), tiles(tab));
    }

    @Test
    @Tag("proof")
    void addsDaysUpFromTheFirstOneOn() {
        Browser.Tab tab = viewer.open(server, PAGE + "?by=cumulative&from=2026-11-11&to=2026-11-20", NOBODY);

        tab.textWith("#detail", "Until Nov 20: 95 downloads");

        assertTrue(rows(tab).startsWith("2026-11-20 95 40 55 190 100 | 2026-11-19 90 36 54 180 90 | "), rows(tab));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void tellsUpToWhenTodayIsCounted() {
        Browser.Tab tab = viewer.open(server, PAGE, NOBODY);
        assertTrue(tab.textWith("#detail", "Downloads per day").contains("until 14:20 UTC"));

        key(tab, "End");

        tab.textWith(".readout", "Fri, Nov 20, until 14:20 UTC: 5 downloads (4 signed in), 10 files");
        assertEquals(1, number(tab, "document.querySelectorAll('.chart .running').length"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void comparesFinishedDaysAlone() {
        Browser.Tab tab = viewer.open(server, PAGE, NOBODY);
        tab.textWith("#detail", "Downloads per day");

        assertTrue(tiles(tab).startsWith("Downloads 295 +0 % ") && tiles(tab).contains("Files 590 +0 %"), tiles(tab));
        String definition = viewer.open(server, "#definitions/growth", NOBODY).textWith("#page", "What is counted");
        assertTrue(definition.contains("up to yesterday, because today is not over"), definition);
    }

    @Test
    @Tag("proof")
    void drawsThePeriodBeforeAndTheMeanWhereThereAreSuch() {
        Browser.Tab old = viewer.open(server, PAGE, NOBODY);
        Browser.Tab young = viewer.open(server, "#model/acme/new", NOBODY);
        old.textWith("#detail", "Downloads per day");
        young.textWith("#detail", "Downloads per day");

        assertEquals(2, number(old, "document.querySelectorAll('.chart .ghost, .chart .mean').length"));
        assertEquals(0, number(young, "document.querySelectorAll('.chart .ghost').length"));
        assertTrue(young.textWith("#detail .key", "").contains("no downloads before Nov 20"));
        String means = "import('/periods.js').then(periods => periods.weekMeans([1, 2, 3, 4, 5, 6, 7, 8]"
                + ".map((n, i) => ({ date: '2026-11-1' + i, n })), row => row.n).join())";
        assertEquals(",,,,,,4,5", old.value(means).asText());
    }

    @Test
    void keepsWhatIsShownAsCsv() {
        Browser.Tab tab = viewer.open(server, PAGE + "?show=excluded&from=2026-11-19&to=2026-11-20", NOBODY);
        tab.textWith("#detail", "Requests, counted and not counted per day");

        String csv = tab.value("decodeURIComponent(document.querySelector('.csv').href)")
                .asText();

        List<String> lines = List.of(
                "data:text/csv;charset=utf-8,\"time\",\"counted\",\"status\",\"period before\"",
                "\"2026-11-19\",20,3,20",
                "\"2026-11-20\",10,3,20");
        assertEquals(lines, csv.lines().toList());
        assertEquals("2026-11-20 10 3 20 | 2026-11-19 20 3 20", rows(tab));
        Viewer.assertHarmless(tab);
    }

    @Test
    void isUsedWithTheKeyboard() {
        Browser.Tab tab = viewer.open(server, PAGE, NOBODY);
        tab.textWith("#detail", "Downloads per day");

        tab.value("document.querySelector('[data-key=\"Tile sent\"]').focus()");
        tab.press(PressedKey.ENTER);
        tab.textWith("#detail", "Sent per day");
        assertEquals(
                "Tile sent", tab.value("document.activeElement.dataset.key").asText());
        assertEquals(PAGE + "?show=sent", tab.value("location.hash").asText());
        tab.value("history.back()");

        tab.textWith("#detail", "Downloads per day");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void refusesWhatIsNoPeriod() {
        for (String period :
                new String[] {"from=2026-11-31&to=2026-12-01", "from=2026-11-10", "from=2026-11-21&to=2026-11-22"}) {
            Browser.Tab tab = viewer.open(server, PAGE + "?" + period, NOBODY);

            assertFalse(tab.textWith("#detail", "A period has two days").contains("Downloads"));
            Viewer.assertHarmless(tab);
        }
    }

    @Test
    @Tag("proof")
    void offersAddressesThatTheServerAnswers() {
        Browser.Tab tab = viewer.open(server, PAGE + "?from=2025-01-01&to=2026-11-20", NOBODY);
        tab.textWith("#detail", "Badge, picture and API");

        String asked = "Promise.all([...document.querySelectorAll('.snippet input')].map(one =>"
                + " fetch(/(http[^)'\"]+(stats|chart)[^)'\"]+)/.exec(one.value)[1]).then(answer => answer.status))).then(all => all.join())";

        assertEquals("200,200,200,200,200,200", tab.value(asked).asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void definesEveryClassAndReason() {
        String words = viewer.open(server, "#definitions/excluded", NOBODY).textWith("#page", "What is counted");

        Stream.concat(
                        Stream.of(ExclusionReason.values()).map(ExclusionReason::label),
                        Stream.of(ClientClass.values()).map(ClientClass::label))
                .forEach(word -> assertTrue(words.contains(word), word));
    }

    @Test
    void fitsAPhone() {
        for (String page : new String[] {PAGE, PAGE + "?by=week&show=classes", "#definitions", ""}) {
            Browser.Tab tab = viewer.open(server, page, NOBODY);
            tab.textWith("main", page.startsWith("#d") ? "What is counted" : "wanted");

            Viewer.assertFitsAPhone(tab);
        }
    }

    private static String rows(Browser.Tab tab) {
        String rows = "[...document.querySelectorAll('#detail .days tbody tr')].map(row =>"
                + " [...row.cells].map(cell => cell.textContent).join(' ')).join(' | ')";
        return tab.value(rows).asText();
    }

    private static String tiles(Browser.Tab tab) {
        return Viewer.oneLine(tab, ".tiles");
    }

    private static int number(Browser.Tab tab, String script) {
        return tab.value(script).asInt();
    }

    private static void key(Browser.Tab tab, String name) {
        tab.value(
                "document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: '" + name + "'}))");
    }
}
