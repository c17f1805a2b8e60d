package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.ALICE;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The pages while answers are late, broken off or missing, in a browser. */
@Tag("browser")
class LatePagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "alice", "secret");
    private static final RepoId FORMER = new RepoId(RepoType.MODEL, "myorg", "former");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static final String UNREACHED =
            "globalThis.real ??= fetch; fetch = async () => { throw new TypeError(); };";
    private static final String REACHED = "fetch = real;";
    private static final String REFRESH = "import('/footfall.js').then(all => all.refresh());";
    private static final String PASS =
            "Promise.all(held.splice(0).map(one => one.pass())).then(() => new Promise(done => setTimeout(done)))";

    private final InMemoryState state = new InMemoryState(2)
            .put(MODEL, TODAY, new DailyCounts(5, 0, 5, 0))
            .put(SECRET, TODAY, new DailyCounts(3, 0, 3, 0))
            .rename(new RenameEvent(FORMER, Optional.of(MODEL), Instant.EPOCH))
            .register(new RepositoryEvent(SECRET, Instant.EPOCH, false, true, false, RepositoryDetails.NONE))
            .current(Tokens.NOW, 0);

    private Viewer viewer;
    private QueryServer server;

    @BeforeEach
    void start() throws IOException {
        viewer = new Viewer();
        server = Viewer.serve(state, Projections.ALL);
    }

    @AfterEach
    void stop() {
        if (server == null) return;
        viewer.close();
        server.close();
    }

    @Test
    @Tag("proof")
    void asksNothingAgainThatIsNotAnsweredYet() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", NOBODY);
        tab.textWith("#detail", "made of");
        state.put(MODEL, TODAY, new DailyCounts(1_234, 0, 1_234, 0));
        hold(tab, "");

        tab.value(REFRESH + REFRESH + "new Promise(done => setTimeout(done))");

        tab.await("held.length > 2");
        assertEquals(1, heldOf(tab, "models/myorg/mymodel/stats"));
        tab.value(REACHED + PASS);
        tab.textWith("#detail .total", "1,234");
    }

    @Test
    void saysThatTheNumbersAreNoNewerWhileTheServerCannotBeReached() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "mymodel");

        tab.value(UNREACHED + REFRESH);

        assertTrue(tab.textWith("#freshness", "The server cannot be reached.").startsWith("As of "));
        assertTrue(tab.textWith("#ranking", "").contains("mymodel"));
        tab.value(REACHED + REFRESH);
        tab.await("!document.getElementById('freshness').textContent.includes('reached')");
    }

    @Test
    @Tag("proof")
    void givesUpWhereNoAnswerComes() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.value("const timed = AbortSignal.timeout.bind(AbortSignal); AbortSignal.timeout = () => timed(50);"
                + " globalThis.real = fetch; fetch = (path, { signal }) => new Promise((done, fail) =>"
                + " signal.addEventListener('abort', () => fail(signal.reason)));");

        tab.value("location.hash = '#corrections'");

        tab.textWith("#page", "The server has not answered for a minute.");
        tab.value(REACHED + "AbortSignal.timeout = timed; document.querySelector('#page .notice button').click()");
        tab.textWith("#page", "No corrections");
    }

    @Test
    void saysInTheServersWordsWhyItIsNotReady() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");
        tab.value("globalThis.real = fetch; fetch = async () => new Response("
                + "'{\"detail\":\"Try again: too many requests are under way\"}', { status: 503 });");

        tab.value("location.hash = '#corrections'");

        String text = tab.textWith("#page", "Not ready yet");
        assertTrue(text.contains("too many requests are under way. This page retries automatically."), text);
        tab.value(REACHED);
        tab.textWith("#page", "No corrections");
    }

    @Test
    @Tag("proof")
    void asksForAnalyticsOnceHoweverManyPanelsWereRefused() {
        Browser.Tab tab = viewer.open(server, "#definitions", ADMIN);
        tab.textWith("#page", "What is counted");
        tab.value("globalThis.later = []; const soon = setTimeout;"
                + " setTimeout = (act, millis) => millis === 2000 ? later.push(act) : soon(act, millis);"
                + " globalThis.real = fetch; fetch = async (path, sent) => /models|users/.test(path)"
                + " ? new Response('{}', { status: 503 }) : real(path, sent);");
        tab.value("location.hash = '#analytics'");
        tab.textWith("#page", "Not ready yet");
        hold(tab, "v1/analytics/summary");

        tab.value("later.splice(0).forEach(act => act())");

        assertEquals(1, heldOf(tab, "v1/analytics/summary"));
    }

    @Test
    @Tag("proof")
    void asksForTheRankingWhenItIsShownAgain() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "mymodel");
        tab.value("location.hash = '#definitions'");
        tab.textWith("#page", "What is counted");
        hold(tab, "trending");

        tab.value(turned("location.hash = '#'"));

        assertEquals(1, heldOf(tab, "trending"));
    }

    @Test
    @Tag("proof")
    void asksForTheRankingWhenAHiddenPageIsSeenAgain() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "mymodel");
        hold(tab, "trending");

        tab.value("document.dispatchEvent(new Event('visibilitychange'))");

        assertEquals(1, heldOf(tab, "trending"));
    }

    @Test
    @Tag("proof")
    void staysWhereTheUserWentWhileARenamedRepositoryWasAsked() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "mymodel");
        hold(tab, "former/stats");
        tab.value("location.hash = '#model/myorg/former'");
        tab.await("held.length > 1");
        tab.value("location.hash = '#definitions'");
        tab.textWith("#page", "What is counted");

        tab.value(REACHED + PASS);

        assertEquals("#definitions", tab.value("location.hash").asText());
        tab.value("history.back()");
        tab.await("location.hash === '#model/myorg/mymodel'");
    }

    @Test
    void showsNothingThatAnEarlierCallerFound() {
        Browser.Tab tab = viewer.open(server, "", ALICE);
        tab.textWith("#ranking", "secret");
        hold(tab, "v1/search");
        tab.value("document.getElementById('search').focus()");
        tab.type("secret");
        tab.await("held.length === 1");
        tab.value(REACHED + "document.getElementById('sign-out').click(); document.getElementById('search').focus()");

        tab.value(PASS);
        tab.press(PressedKey.ENTER);

        tab.textWith(".top p.hits", "No match for “secret”.");
        assertEquals("", tab.value("location.hash").asText());
    }

    @Test
    @Tag("proof")
    void forgetsWhatACallerChoseAndFound() {
        Browser.Tab tab = viewer.open(server, "", ALICE);
        tab.textWith("#ranking", "secret");
        tab.value("[...document.querySelectorAll('.compared')].forEach(box => box.click())");
        tab.value("document.getElementById('search').focus()");
        tab.type("secr");
        tab.textWith(".top .hits", "secret");

        tab.value("document.getElementById('sign-out').click()");

        tab.textWith("#ranking", "mymodel");
        assertFalse(tab.value("document.body.innerHTML").asText().contains("secret"));
    }

    @Test
    @Tag("proof")
    void showsTheRepositoryInTheAddressAfterATokenWasRefused() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", ALICE);
        tab.textWith("#detail .total", "5");
        tab.value("globalThis.real = fetch; fetch = async () => new Response('{}', { status: 401 });" + REFRESH);
        tab.textWith("#detail", "Sign in");

        tab.value(REACHED + REFRESH);

        tab.textWith("#detail .total", "5");
    }

    @Test
    @Tag("proof")
    void hasNoStreamOfARepositoryBehindAnotherPage() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", NOBODY);
        tab.textWith("#detail .total", "5");
        tab.value("globalThis.real = fetch; globalThis.left = []; fetch = (path, sent) => {"
                + " if (path.endsWith('/live')) sent.signal.addEventListener('abort', () => left.push(path));"
                + " return path.endsWith('/live') ? new Promise(() => {}) : real(path, sent); }");
        state.put(MODEL, TODAY, new DailyCounts(6, 0, 6, 0));
        tab.value(REFRESH);
        tab.await("document.querySelector('#detail .tile strong').innerText.startsWith('6')");

        tab.value("location.hash = '#definitions'");

        tab.await("left.includes('models/myorg/mymodel/stats/live')");
    }

    @Test
    @Tag("proof")
    void saysThatALongerRankingCannotBeAsked() {
        for (int i = 0; i < 20; i++) {
            state.put(new RepoId(RepoType.MODEL, "acme", "heron-" + i), TODAY, new DailyCounts(9, 0, 9, 0));
        }
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "More, up to 50");

        tab.value(UNREACHED + "document.querySelector('.more').click()");

        tab.textWith("#ranking", "The server cannot be reached.");
        tab.value(REACHED + "document.querySelector('#ranking .notice button').click()");
        tab.textWith("#ranking", "mymodel");
    }

    @Test
    @Tag("proof")
    void offersClassesAsSoonAsTheDescriptionCanBeRead() {
        Browser.Tab tab = viewer.tab(NOBODY)
                .beginning("globalThis.real = fetch; fetch = async (path, sent) => path === 'v1/counted'"
                        + " ? new Response('{\"detail\":\"not yet\"}', { status: 503 }) : real(path, sent);");
        tab.open("http://127.0.0.1:" + server.port() + "/");
        tab.textWith("#ranking", "mymodel");
        assertTrue(tab.value("document.getElementById('classes').hidden").asBoolean());

        tab.value(REACHED + REFRESH);

        tab.textWith("#classes", "robot");
    }

    @Test
    @Tag("proof")
    void saysSoWhereAScriptIsMissing() {
        Browser.Tab tab = viewer.tab(NOBODY).without("*/search.js");

        tab.open("http://127.0.0.1:" + server.port() + "/");

        tab.textWith("#ranking", "reload the page");
    }

    private static void hold(Browser.Tab tab, String part) {
        tab.value("globalThis.real ??= fetch; globalThis.held = []; fetch = (path, sent) => path.includes('" + part
                + "') ? new Promise((done, fail) => held.push({ path, fail, pass: () => real(path, sent)"
                + ".then(answer => { const same = answer.clone(); done(answer); return same.text(); }) }))"
                + " : real(path, sent);");
    }

    private static int heldOf(Browser.Tab tab, String path) {
        return tab.value("held.filter(one => one.path.split('?')[0] === '" + path + "').length")
                .asInt();
    }

    /** A script that goes to another view, and is over when that is shown. */
    private static String turned(String script) {
        return "new Promise(done => { addEventListener('hashchange', () => setTimeout(done), { once: true }); " + script
                + "; })";
    }
}
