package dev.footfall.queryapi.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.aggregator.projection.Projections;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.admission.CallerRules;
import dev.footfall.queryapi.http.admission.TrustedProxies;
import dev.footfall.queryapi.http.operations.OperationsApi;
import dev.footfall.queryapi.http.stats.StatsApi;
import dev.footfall.queryapi.route.StateReader;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard's views in a browser; skipped where none is installed. */
class PagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final RepoId DATA = new RepoId(RepoType.DATASET, "myorg", "tool");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ALICE = token("alice", false);
    private static final String ADMIN = token("root", true);

    @TempDir
    private static Path profile;

    private static Browser browser;
    private static QueryServer whole;
    private static QueryServer partial;

    @BeforeAll
    static void start() throws IOException {
        Optional<Path> executable = Browser.installed();
        assumeTrue(executable.isPresent(), "no browser is installed");
        browser = Browser.start(executable.get(), profile);
        whole = serve(Projections.ALL, List.of(new MadeUpApi()));
        partial = serve(Projections.NONE, List.of());
    }

    @AfterAll
    static void stop() {
        if (browser == null) return;
        browser.close();
        whole.close();
        partial.close();
    }

    private static QueryServer serve(Projections projections, List<Api> more) {
        var state = new InMemoryState(2)
                .put(MODEL, LocalDate.parse("2026-11-20"), new DailyCounts(7, 3, 20, 900))
                .put("alice", new UserHour(MODEL, NOON, 1_203, 11, 4_600_000))
                .put("alice", new UserHour(DATA, NOON.minusSeconds(86_400), 4, 2, 400_000))
                .put("<b>alice</b>", new UserHour(MODEL, NOON, 5, 5, 5));
        var callers = new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE);
        var config = new QueryConfig("127.0.0.1", 0, QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC, callers);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var backend = new Backend(StateReader.alone(state, true), projections, metrics, Tokens.CLOCK);
        List<Api> bundles = new ArrayList<>(more);
        bundles.addAll(List.of(new StatsApi(), new OperationsApi(), new Dashboard()));
        return QueryServer.start(config, backend, bundles);
    }

    private static String token(String user, boolean isAdmin) {
        return Tokens.bearer(user, Set.of(), isAdmin).substring("Bearer ".length());
    }

    private static Browser.Tab open(QueryServer server, String view, String token) {
        return browser.tab(Tokens.NOW.toEpochMilli(), Optional.of(token).filter(text -> !text.isEmpty()))
                .open("http://127.0.0.1:" + server.port() + "/" + view);
    }

    private static void assertHarmless(Browser.Tab tab) {
        assertEquals(List.of(), tab.complaints());
        assertEquals(
                0,
                tab.value("document.querySelectorAll('main img, main b').length")
                        .asInt());
        assertTrue(tab.value("document.body.dataset.owned === undefined").asBoolean());
    }

    @Test
    void showsTheRankingAndTheRepositoryInTheAddress() {
        Browser.Tab tab = open(whole, "#model/myorg/mymodel", "");

        assertTrue(tab.textWith("#detail", "Downloads in all").contains("Busiest day: Fri, Nov 20, 7 downloads"));
        assertTrue(tab.textWith("#ranking", "mymodel").contains("7 in all"));
        assertEquals(
                "#category/model",
                tab.value("document.querySelector('.kind').hash").asText());
        assertHarmless(tab);
    }

    @Test
    void showsAdministratorsTheAnalytics() {
        Browser.Tab tab = open(whole, "#analytics", ADMIN);

        String text = tab.textWith("#page", "Busiest");

        assertEquals("Downloads 321 Files 1,234 Repositories 2 Users 17", oneLine(tab, ".tiles"));
        assertTrue(text.contains("Busiest day: Fri, Nov 20, 1,234 files"), text);
        assertTrue(oneLine(tab, ".pair")
                .contains("myorg/mymodel 1,200 300 16 datasets/" + MadeUpApi.HOSTILE + "/x 34 21 1"));
        assertTrue(oneLine(tab, ".pair").contains(MadeUpApi.HOSTILE + " 99 5.0 MB"));
        assertHarmless(tab);
    }

    @Test
    void tellsTheNumbersOfABarThatIsChosenWithTheKeyboard() {
        Browser.Tab tab = open(whole, "#analytics", ADMIN);
        tab.textWith("#page", "Busiest");

        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}))");

        tab.textWith(
                ".readout", "Fri, Nov 20: 1,234 files: myorg/mymodel 1,200, datasets/" + MadeUpApi.HOSTILE + "/x 34");
        assertHarmless(tab);
    }

    @Test
    void showsWhoIsNoAdministratorTheRefusal() {
        Browser.Tab tab = open(whole, "#analytics", ALICE);

        tab.textWith("#page", "Administrators alone are answered here");

        assertEquals(0, tab.value("document.querySelectorAll('.tiles').length").asInt());
        assertTrue(tab.value("document.getElementById('to-analytics').hidden").asBoolean());
    }

    @Test
    void showsUsersWhatTheyDownloaded() {
        Browser.Tab tab = open(whole, "#use", ALICE);

        String text = tab.textWith("#page", "Busiest");

        assertEquals("Downloads 13 Files 1,207 Sent 5.0 MB Repositories 2", oneLine(tab, ".tiles"));
        assertTrue(text.contains("Busiest day: Fri, Nov 20, 11 downloads"), text);
        assertTrue(
                oneLine(tab, "#page").contains("myorg/mymodel model 11 1,203 4.6 MB myorg/tool dataset 2 4 400.0 kB"));
        assertEquals(
                "alice",
                tab.value("document.getElementById('user').textContent").asText());
        assertHarmless(tab);
    }

    @Test
    void showsAUsersHours() {
        Browser.Tab tab = open(whole, "#use", ALICE);
        tab.textWith("#page", "Busiest");

        tab.value("[...document.querySelectorAll('button')].find(one => one.textContent === 'By hour').click()");

        tab.textWith("#page", "Busiest hour: Fri, Nov 20, 12:00, 11 downloads");
        assertEquals(
                720,
                tab.value("document.querySelectorAll('.days tbody tr').length").asInt());
    }

    @Test
    void showsTheNamesOfUsersAsText() {
        Browser.Tab tab = open(whole, "#use", token("<b>alice</b>", false));

        assertTrue(tab.textWith("#page", "Busiest").contains("<b>alice</b>"));
        assertEquals(
                "<b>alice</b>",
                tab.value("document.getElementById('user').textContent").asText());
        assertHarmless(tab);
    }

    @Test
    void showsAndForgetsATokenThatIsRefused() {
        String wrong = ALICE.substring(0, ALICE.lastIndexOf('.')) + ".AAAA";
        Browser.Tab tab = open(whole, "#use", wrong);

        String text = tab.textWith("#page", "A valid bearer token is needed here");

        assertFalse(text.contains("Downloads"), text);
        assertTrue(
                tab.value("sessionStorage.getItem('footfall.token') === null").asBoolean());
        assertEquals(
                "", tab.value("document.getElementById('user').textContent").asText());
    }

    @Test
    void signsInWithATokenAndOutAgain() {
        Browser.Tab tab = open(whole, "#use", "");
        tab.textWith("#page", "Sign in");

        submit(tab, "nonsense");
        tab.textWith("#page", "That is no token");
        submit(tab, "Bearer " + ALICE);
        tab.textWith("#page", "Busiest");
        tab.value("document.getElementById('sign-out').click()");

        assertFalse(tab.textWith("#page", "Sign in").contains("myorg"));
        assertHarmless(tab);
    }

    private static void submit(Browser.Tab tab, String token) {
        tab.value("document.getElementById('token').value = '" + token + "';"
                + "document.querySelector('.sign-in button').click()");
    }

    @Test
    void showsACategoryAndItsRepositories() {
        Browser.Tab tab = open(whole, "#category/llm", "");

        tab.textWith("#page", "In all");

        String text = oneLine(tab, "#page");
        assertTrue(
                text.contains("Repositories 3 With downloads 2 Downloads 55 Files 777 Sent 1.5 GB Not safe for work 1"),
                text);
        assertTrue(text.contains("datasets/myorg/much 4 40 44 " + MadeUpApi.HOSTILE + "/few 1 10 11"), text);
        assertTrue(text.contains("6B-9B 1 not registered 2"), text);
        assertTrue(text.contains("files-1 700"), text);
        assertFalse(text.contains("never"), text);
        assertEquals(
                "#dataset/myorg/much",
                tab.value("document.querySelector('.scroll a').hash").asText());
        assertHarmless(tab);
    }

    @Test
    void showsThatACategoryIsUnknown() {
        Browser.Tab tab = open(whole, "#category/%3Cb%3Enone", "");

        assertFalse(tab.textWith("#page", "There is nothing at this path").contains("Repositories"));
        assertHarmless(tab);
    }

    @Test
    void saysThatAServerDoesNotAnswerWhatAViewAsks() {
        open(partial, "#use", ALICE).textWith("#page", "leaves out what that needs");
        open(partial, "#category/model", "").textWith("#page", "leaves out what that needs");
        open(partial, "#analytics", ADMIN).textWith("#page", "leaves out what that needs");
    }

    private static String oneLine(Browser.Tab tab, String selector) {
        return tab.textWith(selector, "").replaceAll("\\s+", " ").trim();
    }
}
