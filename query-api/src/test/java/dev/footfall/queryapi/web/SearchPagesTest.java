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
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Registered;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search of all pages in a browser, a long ranking, and addresses that name nothing. */
@Tag("browser")
class SearchPagesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String ACTIVE = "document.activeElement.id";
    private static final String LONG_NAME = "large-language-model-of-many-words-70B-instruct";

    private static Viewer viewer;
    private static QueryServer server;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var state = new InMemoryState(2);
        for (int i = 0; i < 60; i++) put(state, RepoType.MODEL, "acme", "heron-" + i, 100 - i);
        put(state, RepoType.MODEL, "quiet-harbor", LONG_NAME, 500);
        put(state, RepoType.DATASET, "acme", "kestrel-corpus", 7);
        put(state, RepoType.MODEL, "acme", "big-Kestrel", 9);
        put(state, RepoType.MODEL, "alice", "kestrel-secret", 4);
        state.register(Registered.privately(new RepoId(RepoType.MODEL, "alice", "kestrel-secret")));
        server = Viewer.serve(state.current(NOON, 0), Projections.ALL);
    }

    private static void put(InMemoryState state, RepoType type, String owner, String name, long downloads) {
        state.put(new RepoId(type, owner, name), TODAY, new DailyCounts(downloads, 0, downloads, 0));
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
    void opensARepositoryByTheKeyboardFromAnyPage() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");

        tab.press(PressedKey.SLASH);
        assertEquals("search", tab.value(ACTIVE).asText());
        tab.type("KESTREL");
        tab.textWith(".top .hits", "big-Kestrel");

        assertEquals("acme/kestrel-corpus dataset, 7 downloads acme/big-Kestrel model, 9 downloads", found(tab));
        assertEquals("true", field(tab, "ariaExpanded"));
        tab.press(PressedKey.DOWN);
        tab.press(PressedKey.DOWN);
        String marked =
                "document.getElementById(document.getElementById('search').getAttribute('aria-activedescendant'))";
        assertTrue(tab.value(marked + ".innerText").asText().contains("big-Kestrel"));
        assertEquals("true", tab.value(marked + ".ariaSelected").asText());
        tab.press(PressedKey.UP);
        tab.press(PressedKey.ENTER);

        tab.textWith("#detail", "kestrel-corpus");
        assertEquals("#dataset/acme/kestrel-corpus", tab.value("location.hash").asText());
        assertEquals("", field(tab, "value"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void opensTheFirstByEnterHoweverSoonItIsPressed() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "heron");

        tab.press(PressedKey.SLASH);
        tab.type("heron-17");
        tab.press(PressedKey.ENTER);

        tab.textWith("#detail", "heron-17");
        assertEquals("#model/acme/heron-17", tab.value("location.hash").asText());
    }

    @Test
    @Tag("proof")
    void opensARepositoryByTheMouse() {
        Browser.Tab tab = viewer.open(server, "#live", NOBODY);

        tab.value("document.getElementById('search').focus()");
        tab.type("harbor");
        tab.textWith(".top .hits", "quiet-harbor");
        tab.value("document.querySelector('.top .hits li').click()");

        tab.textWith("#detail", "quiet-harbor/");
        assertTrue(tab.value("document.querySelector('.top .hits').hidden").asBoolean());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void closesByEscapeAndSaysWhenNothingIsCalledSo() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.value("document.getElementById('search').focus()");

        tab.type("secret");
        tab.textWith(".top p.hits", "No match for “secret”.");
        tab.press(PressedKey.ESCAPE);

        assertTrue(tab.value("document.querySelector('.top p.hits').hidden").asBoolean());
        assertEquals("false", field(tab, "ariaExpanded"));
        assertEquals("search", tab.value(ACTIVE).asText());
    }

    @Test
    void findsWhatTheCallerMaySee() {
        Browser.Tab tab = viewer.open(server, "", ALICE);

        tab.value("document.getElementById('search').focus()");
        tab.type("secret");

        tab.textWith(".top .hits", "alice/kestrel-secret");
    }

    @Test
    @Tag("proof")
    void keepsWhatWasFoundWhenAnEarlierSearchFails() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");
        tab.value("globalThis.real = fetch; globalThis.failed = []; fetch = (path, sent) => path.endsWith('q=har')"
                + " ? new Promise((done, fail) => failed.push(fail)) : real(path, sent)");
        tab.value("document.getElementById('search').focus()");
        tab.type("har");
        tab.await("failed.length > 0");
        tab.type("bor");
        tab.textWith(".top .hits", "quiet-harbor");

        tab.value("failed[0](new TypeError())");
        tab.press(PressedKey.DOWN);

        assertEquals(
                "0",
                tab.value("document.getElementById('search').getAttribute('aria-activedescendant')")
                        .asText()
                        .replaceAll(".*-", ""));
    }

    @Test
    @Tag("proof")
    void leavesASlashInAFieldAlone() {
        Browser.Tab tab = viewer.open(server, "#compare/", NOBODY);
        tab.textWith("#page", "Add a repository");
        tab.value("document.getElementById('added').focus()");

        tab.press(PressedKey.SLASH);

        assertEquals("added", tab.value(ACTIVE).asText());
    }

    @Test
    @Tag("proof")
    void showsTwentyRowsAndMoreOnRequest() {
        Browser.Tab tab = viewer.open(server, "", NOBODY);
        tab.textWith("#ranking", "More, up to 50");
        assertEquals(20, rows(tab));

        tab.value("document.querySelector('.more').focus()");
        tab.press(PressedKey.ENTER);
        tab.textWith("#ranking", "More, up to 100");
        assertEquals(50, rows(tab));
        assertEquals(
                "#model/acme/heron-19", tab.value("document.activeElement.hash").asText());
        tab.value("document.querySelector('.more').click()");
        tab.textWith("#ranking", "heron-59");

        assertEquals(62, rows(tab));
        assertFalse(tab.textWith("#ranking", "").contains("More, up to"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsEachNameAndTheClassesInOneLineOnAWideScreen() {
        Browser.Tab tab = viewer.open(server, "", NOBODY).sized(1_280, 900);
        tab.textWith("#ranking", LONG_NAME);
        tab.textWith("#classes", "robot");

        String heights = "Math.max(...[...document.querySelectorAll('.row .name')].map(one => one.clientHeight))";
        assertTrue(tab.value(heights).asInt() < 30);
        String lines = "new Set([...document.querySelectorAll('#classes button')].map(one => one.offsetTop)).size";
        assertEquals(1, tab.value(lines).asInt());
        assertTrue(tab.value("document.documentElement.scrollHeight").asInt() < 2_000);
        assertEquals(
                "quiet-harbor/" + LONG_NAME,
                tab.value("document.querySelector('.row .name').title").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"#nosuchpage", "#organisation/northgrid", "#model/heron", "#constructor", "#%3Cb%3E"})
    void saysThatThereIsNoSuchPage(String address) {
        Browser.Tab tab = viewer.open(server, address, NOBODY);

        tab.textWith("#page", "No such page");

        assertTrue(tab.textWith("#page", "").contains("There is no page “" + address + "”"));
        assertEquals("No such page · Footfall", tab.value("document.title").asText());
        assertEquals(
                0,
                tab.value("document.querySelectorAll('#pages [aria-current]').length")
                        .asInt());
        Viewer.assertHarmless(tab);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#nosuchpage", "#compare/acme/heron-1"})
    @Tag("proof")
    void fitsAPhoneWithAnOpenList(String page) {
        Browser.Tab tab = viewer.open(server, page, NOBODY).sized(390, 844);
        tab.textWith("main", page.isEmpty() ? "heron" : "o");
        tab.value("document.getElementById('search').focus()");
        tab.type("harbor");
        tab.textWith(".top .hits", LONG_NAME);

        Viewer.assertFitsAPhone(tab);
    }

    private static String found(Browser.Tab tab) {
        return tab.value("[...document.querySelectorAll('.top .hits li')].map(one => one.textContent).join(' ')")
                .asText()
                .replace("dataset,", " dataset,")
                .replace("model,", " model,");
    }

    private static int rows(Browser.Tab tab) {
        return tab.value("document.querySelectorAll('.row').length").asInt();
    }

    private static String field(Browser.Tab tab, String property) {
        return tab.value("document.getElementById('search')." + property).asText();
    }
}
