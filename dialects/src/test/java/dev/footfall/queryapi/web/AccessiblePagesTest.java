package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.gaps.SourceDays.between;
import static dev.footfall.queryapi.gaps.SourceDays.regular;
import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Unchecked;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page by <a href="https://github.com/dequelabs/axe-core">axe-core</a>: WCAG 2.2 AA and best practice, contrast included. */
@Tag("browser")
class AccessiblePagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final RepoId DATA = new RepoId(RepoType.DATASET, "myorg", "tool");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final int REVISIONS = 9;
    private static final int SCREEN = 1_280;
    private static final int PHONE = 390;

    private static final List<Page> PAGES = List.of(
            new Page("", ADMIN, "mymodel"),
            new Page("#model/myorg/mymodel?days=90", NOBODY, "readme.md"),
            new Page("#model/myorg/mymodel?show=revisions&days=7", NOBODY, "readme.md"),
            new Page("#compare/myorg/mymodel,datasets/myorg/tool", NOBODY, "Downloads per day"),
            new Page("#org/myorg", NOBODY, "Repositories"),
            new Page("#category/model", NOBODY, "Total"),
            new Page("#live", NOBODY, "Downloads a second"),
            new Page("#definitions", NOBODY, "What is counted"),
            new Page("#corrections", NOBODY, "robots"),
            new Page("#sources", ADMIN, "What arrived"),
            new Page("#use", ADMIN, "Busiest"),
            new Page("#use", NOBODY, "Sign in"),
            new Page("#analytics", ADMIN, "Busiest"),
            new Page("#rules", ADMIN, "strict"),
            new Page("#cluster", ADMIN, "artitions"),
            new Page("#model/myorg/none", NOBODY, "No such repository"),
            new Page("#nothing", NOBODY, "No such page"));

    private static final String VIOLATIONS =
            "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
                    + ".then(found => found.violations.map(one => one.id + ': ' + one.nodes.map(node => node.target.join(' ')"
                    + " + ' ' + node.failureSummary).join('; ')).join('\\n'))";

    private static Viewer viewer;
    private static QueryServer server;
    private static String axe = "";

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        axe = Unchecked.text(AccessiblePagesTest.class, "/axe.min.js");
        InMemoryState state = state();
        StateReader reader = OneNode.reader(state, true, OneNode.facts(balances()));
        var strict = new RuleSet("strict", CountingRules.DEFAULT.withGap(Duration.ofMinutes(10)), 2, Projections.ALL);
        var states = new GivenStates(
                        new CountedState(CountedState.MAIN, Served.RULES, reader),
                        new CountedState("strict", strict, OneNode.reader(new InMemoryState(2).current(NOON, 0), true)))
                .publish(correction());
        server = Viewer.serve(reader, states);
    }

    private static InMemoryState state() {
        var state = new InMemoryState(2);
        for (LocalDate date = TODAY.minusDays(60); date.isBefore(TODAY); date = date.plusDays(1)) {
            state.put(MODEL, date, new DailyCounts(1_000 + date.getDayOfMonth(), 300, 4_000, 900_000))
                    .putTail(MODEL, date, tail());
            state.put(DATA, date, new DailyCounts(100, 30, 400, 90_000));
        }
        state.putHours(MODEL, TODAY, new TreeMap<>(Map.of(12, new HourCounts(7, 20, 900))));
        state.put("root", new UserHour(MODEL, NOON, 1_203, 11, 4_600_000));
        regular(
                        "files-1",
                        TODAY.minusDays(40),
                        TODAY.minusDays(1),
                        50,
                        between("2026-11-18T06:00:00Z", "2026-11-18T09:00:00Z"))
                .forEach(day -> state.put(0, day));
        return state.current(NOON, 0);
    }

    /** The classes, files and revisions of a day. */
    private static byte[] tail() {
        byte[] classes = Tails.classes(Map.of(ClientClass.TOOL, 700L, ClientClass.CI, 300L));
        byte[] revisions = Tails.names(
                REVISIONS, Map.of("main", new DailyCounts(900, 0, 3_000, 0), "", new DailyCounts(100, 0, 1_000, 0)));
        byte[] files = Tails.files(false, 0, new Tails.StoredFile("readme.md", 900, 3_000, 800_000));
        return Stream.of(classes, files, revisions).reduce(new byte[0], AccessiblePagesTest::joined);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static OpeningBalances balances() {
        var balances = new OpeningBalances();
        for (int age = 61; age < 80; age++)
            balances.apply(new OpeningBalance(
                    MODEL,
                    new BalanceDays("kohakuhub", TODAY.minusDays(age), false),
                    Optional.of(BalanceNumbers.of(700)),
                    NOON));
        return balances;
    }

    private static Correction correction() {
        var from = new Correction.Side("main", "default@aaaaaaaaaaaa");
        var to = new Correction.Side("strict", "strict@bbbbbbbbbbbb");
        return new Correction(1, NOON, from, to, "robots", StateChange.NONE, Optional.empty());
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

    /** A page, who looks at it, and a text by which all of it is there. */
    private record Page(String address, String token, String shown) {}

    /** A page as it is looked at. */
    private record View(Page page, int width, String theme) {
        @Override
        public String toString() {
            return page.address + " " + width + " " + theme;
        }
    }

    /** Each page once: alternately on a screen in the light and on a phone in the dark. */
    static Stream<View> once() {
        return IntStream.range(0, PAGES.size())
                .mapToObj(i ->
                        i % 2 == 0 ? new View(PAGES.get(i), SCREEN, "light") : new View(PAGES.get(i), PHONE, "dark"));
    }

    /** The other views of each page. */
    static Stream<View> others() {
        List<View> done = once().toList();
        return PAGES.stream()
                .flatMap(page -> Stream.of(SCREEN, PHONE)
                        .flatMap(width -> Stream.of("light", "dark").map(theme -> new View(page, width, theme))))
                .filter(view -> !done.contains(view));
    }

    @ParameterizedTest
    @MethodSource("once")
    void violatesNoRule(View view) {
        assertAccessible(view);
    }

    @ParameterizedTest
    @Tag("proof")
    @MethodSource("others")
    void violatesNoRuleInAnyOtherView(View view) {
        assertAccessible(view);
    }

    private static void assertAccessible(View view) {
        Browser.Tab tab = viewer.tab(view.page.token).sized(view.width, 900).preferring(view.theme);
        tab.open("http://127.0.0.1:" + server.port() + "/" + view.page.address);
        tab.textWith("main", view.page.shown);
        tab.await("![...document.querySelectorAll('main [aria-busy=true]')].some(one => one.checkVisibility())");

        tab.value(axe + ";0");

        assertEquals("", tab.value(VIOLATIONS).asText());
        Viewer.assertHarmless(tab);
    }
}
