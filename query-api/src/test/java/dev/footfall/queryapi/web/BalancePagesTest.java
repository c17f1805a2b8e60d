package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Downloads that other systems counted, on a repository's page in a browser: hatched, told and in the table. */
@Tag("browser")
class BalancePagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "acme", "wanted");
    private static final RepoId ALONE = new RepoId(RepoType.MODEL, "acme", "counted");
    private static final RepoId LONG = new RepoId(RepoType.MODEL, "quiet-harbor", "harbor-large-v3");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PAGE = "#model/acme/wanted?from=2026-11-17&to=2026-11-20";
    private static final String CHART = "document.querySelector('#detail .chart')";

    private static Viewer viewer;
    private static QueryServer server;

    /** Of the days one was counted by both, one by the other system without a division, one by it with one. */
    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (LocalDate date : new LocalDate[] {TODAY.minusDays(1), TODAY})
            state.put(MODEL, date, new DailyCounts(10, 4, 20, 1_000))
                    .putTail(MODEL, date, Tails.classes(Map.of(ClientClass.TOOL, 10L)));
        state.put(ALONE, TODAY, new DailyCounts(10, 4, 20, 1_000));
        var balances = new OpeningBalances();
        state(balances, new BalanceDays("kohakuhub", TODAY.minusDays(2), true), BalanceNumbers.of(12_000));
        state(balances, new BalanceDays("kohakuhub", TODAY.minusDays(3), false), BalanceNumbers.of(30));
        state(balances, new BalanceDays("kohakuhub", TODAY.minusDays(2), false), divided(8, 12));
        state(balances, new BalanceDays("github-releases", TODAY.minusDays(1), false), BalanceNumbers.of(5));
        for (int age = 90; age > 30; age--) {
            balances.apply(new OpeningBalance(
                    LONG,
                    new BalanceDays("kohakuhub", TODAY.minusDays(age), false),
                    Optional.of(BalanceNumbers.of(1_000 + age)),
                    Tokens.NOW));
            state.put(LONG, TODAY.minusDays(age - 30), new DailyCounts(90 + age, 40, 200, 1_000));
        }
        server = Viewer.serve(state.current(Instant.parse("2026-11-20T14:20:33Z"), 0), Projections.ALL, balances);
    }

    private static void state(OpeningBalances balances, BalanceDays about, BalanceNumbers numbers) {
        balances.apply(new OpeningBalance(MODEL, about, Optional.of(numbers), Tokens.NOW));
    }

    private static BalanceNumbers divided(long authenticated, long anonymous) {
        return new BalanceNumbers(
                authenticated + anonymous,
                OptionalLong.of(authenticated),
                OptionalLong.of(anonymous),
                OptionalLong.of(40),
                OptionalLong.empty(),
                false);
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
    void saysHowManyOfAllDownloadsAnotherSystemCounted() {
        Browser.Tab tab = shown(PAGE);

        String about = Viewer.oneLine(tab, "#detail .ways");
        assertTrue(
                about.contains("12,075 total, of these 5 from github-releases until 2026-11-19,"
                        + " 12,050 from kohakuhub until 2026-11-18"),
                about);
        Viewer.assertHarmless(tab);
    }

    @Test
    void hatchesThePartOfEachBarThatAnotherSystemCounted() {
        Browser.Tab tab = shown(PAGE);

        assertEquals("30/30 20/20 5/15 0/10", heights(tab, CHART));
        assertEquals(
                "signed in 21 % anonymous 32 % not known 47 % from github-releases, from kohakuhub until 14:20 UTC",
                Viewer.oneLine(tab, "#detail .key").replaceAll("7-day mean |nothing to compare with ", ""));
        String label = tab.value(CHART + ".ariaLabel").asText();
        assertTrue(
                label.startsWith("75 downloads in 4 days, 5 from github-releases, 50 from kohakuhub. Arrow keys"),
                label);
        Viewer.assertHarmless(tab);
    }

    @Test
    void tellsItBesideABarAndInTheTable() {
        Browser.Tab tab = shown(PAGE);

        tab.value(CHART + ".dispatchEvent(new KeyboardEvent('keydown', { key: 'Home' }))");

        assertEquals(
                "Tue, Nov 17: 30 downloads (0 signed in), 0 files, 30 from kohakuhub",
                Viewer.oneLine(tab, "#detail .readout"));
        assertEquals(
                "Tue, Nov 17 downloads 30 not known 30 from kohakuhub 30 7-day mean 4.3",
                Viewer.oneLine(tab, "#detail .tip"));
        assertEquals(
                "time (UTC) downloads signed in anonymous files from github-releases from kohakuhub"
                        + " | 2026-11-20 10 4 6 20 0 0 | 2026-11-19 15 4 6 20 5 0 | 2026-11-18 20 8 12 40 0 20"
                        + " | 2026-11-17 30 0 0 0 0 30",
                tab.value("[...document.querySelectorAll('#detail .days tr')].map(row =>"
                                + " [...row.cells].map(cell => cell.textContent).join(' ')).join(' | ')")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"show=classes", "by=week", "by=cumulative", "show=classes&by=week"})
    void drawsNoBarLowerThanItsDownloads(String option) {
        Browser.Tab tab = shown(PAGE + "&" + option);

        String expected = option.contains("cumulative")
                ? "30/30 50/50 55/65 55/75"
                : option.contains("week") ? "55/75" : "30/30 20/20 5/15 0/10";
        assertEquals(expected, heights(tab, CHART));
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsAnEmbeddedChartAsHigh() {
        Browser.Tab tab = viewer.open(server, "embed/models/acme/wanted?days=4", NOBODY);
        tab.await("document.querySelector('footfall-chart').shadowRoot.querySelector('.chart')");

        assertEquals(
                "30/30 20/20 5/15 0/10",
                heights(tab, "document.querySelector('footfall-chart').shadowRoot.querySelector('.chart')"));
        assertTrue(tab.value("document.querySelector('footfall-chart').shadowRoot.textContent")
                .asText()
                .contains("from kohakuhub"));
    }

    @Test
    void saysNothingWhereNoOtherSystemCounted() {
        Browser.Tab tab = shown("#model/acme/counted?days=7");

        String all = tab.textWith("#detail", "10 total");
        assertTrue(!all.matches("(?s).*of these \\d.*") && !all.contains("from kohakuhub"), all);
        assertEquals(
                0,
                tab.value("document.querySelectorAll('#detail .key .undivided, #detail .key .balance').length")
                        .asInt());
        assertEquals(
                0, tab.value(CHART + ".querySelectorAll('.balance').length").asInt());
    }

    @Test
    void saysOfNumbersThatOtherSystemsDoNotHaveThatTheyAreCountedHere() {
        Browser.Tab tab = shown(PAGE);

        String labels = "[...document.querySelectorAll('#detail .tile .label')].map(one => one.textContent).join(', ')";

        assertEquals(
                "Downloads, Visitors here, Files here, Sent here, Not counted",
                tab.value(labels).asText());
        assertEquals(
                "Downloads, Visitors, Files, Sent, Not counted",
                shown("#model/acme/counted?days=7").value(labels).asText());
    }

    @Test
    void drawsNoMeanOverTheEndOfWhatAnotherSystemCounted() {
        Browser.Tab tab = shown("#model/quiet-harbor/harbor-large-v3?from=2026-10-15&to=2026-10-30");

        var means = new StringBuilder();
        for (int i = 0; i < 16; i++) {
            tab.value(CHART + ".dispatchEvent(new KeyboardEvent('keydown', { key: '" + (i == 0 ? "Home" : "ArrowRight")
                    + "' }))");
            means.append(Viewer.oneLine(tab, "#detail .tip").contains("7-day mean") ? '+' : '-');
        }

        assertEquals("++++++------++++", means.toString());
    }

    @ParameterizedTest
    @CsvSource({"1280, 900, 260", "390, 844, 420"})
    void keepsTheChartHighOnTheScreen(int width, int height, int most) {
        Browser.Tab tab = shown("#model/quiet-harbor/harbor-large-v3?days=90").sized(width, height);

        double top = tab.value(CHART + ".getBoundingClientRect().top").asDouble();

        assertTrue(top < most, "top " + top);
    }

    private static Browser.Tab shown(String page) {
        Browser.Tab tab = viewer.open(server, page, NOBODY).sized(1_280, 900);
        tab.textWith("#detail", "made of");
        return tab;
    }

    /** Of each bar the height of its hatched part and its own, in downloads by the axis. */
    private static String heights(Browser.Tab tab, String chart) {
        return tab.value("(chart => { const bottom = Number(chart.querySelector('.grid').getAttribute('y1'));"
                        + " const [, line] = chart.querySelectorAll('.grid');"
                        + " const one = (bottom - line.getAttribute('y1')) / Number(line.nextElementSibling.textContent);"
                        + " const high = rects => Math.round([...rects].reduce((sum, rect) => sum + Number(rect.getAttribute('height')), 0) / one);"
                        + " return [...chart.querySelectorAll('.day-back')].map(back => back.parentNode).map(bar =>"
                        + " high(bar.querySelectorAll('.balance')) + '/' + high(bar.querySelectorAll('rect:not(.day-back, .balance)'))).join(' ');"
                        + " })(" + chart + ")")
                .asText();
    }
}
