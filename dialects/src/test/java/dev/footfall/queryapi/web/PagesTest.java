package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.ALICE;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.query.UserHour;
import dev.footfall.events.Category;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The dashboard's views in a browser, over what was counted. */
@Tag("browser")
class PagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final RepoId DATA = new RepoId(RepoType.DATASET, "myorg", "tool");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "alice", "secret");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Viewer viewer;
    private static QueryServer server;
    private static QueryServer bare;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        server = Viewer.serve(state(), Projections.ALL);
        bare = Viewer.serve(state(), Projections.NONE);
    }

    @AfterAll
    static void stop() {
        if (bare == null) return;
        server.close();
        bare.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    private static InMemoryState state() {
        var chat = new RepositoryDetails(
                List.of("code"),
                Optional.of("llama"),
                OptionalLong.of(7_000_000_000L),
                Optional.empty(),
                Category.of("chat"));
        return new InMemoryState(2)
                .putHours(MODEL, TODAY, hour(12, 7, 20, 900))
                .putHours(DATA, TODAY, hour(12, 5, 9, 100))
                .putHours(SECRET, TODAY, hour(13, 1, 1, 1))
                .register(new RepositoryEvent(DATA, NOON, false, false, false, chat))
                .register(new RepositoryEvent(SECRET, NOON, false, true, false, RepositoryDetails.NONE))
                .put("alice", new UserHour(MODEL, NOON, 1_203, 11, 4_600_000))
                .put("alice", new UserHour(DATA, NOON.minusSeconds(86_400), 4, 2, 999_999))
                .put("<b>alice</b>", new UserHour(MODEL, NOON, 5, 5, 5))
                .rename(new RenameEvent(new RepoId(MODEL.type(), "myorg", "former"), Optional.of(MODEL), NOON))
                .current(NOON, 0);
    }

    private static SortedMap<Integer, HourCounts> hour(int hour, long downloads, long files, long bytes) {
        return new TreeMap<>(Map.of(hour, new HourCounts(downloads, files, bytes)));
    }

    @Test
    void showsTheRepositoryInTheAddressAndTheRankingBefore() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", NOBODY);

        assertTrue(tab.textWith("#detail", " total").contains("Busiest day: Fri, Nov 20, 7 downloads"));
        assertFalse(tab.value("document.getElementById('ranking').checkVisibility()")
                .asBoolean());
        assertEquals(
                "#category/model",
                tab.value("document.querySelector('.kind').hash").asText());
        tab.value("location.hash = '#'");
        assertTrue(tab.textWith("#ranking", "mymodel").contains("7 total"));
        assertFalse(
                tab.value("document.getElementById('detail').checkVisibility()").asBoolean());
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsARenamedRepositoryUnderTheNameThatItHas() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/former", NOBODY);

        assertTrue(tab.textWith("#detail", " total").contains("mymodel"));
        assertEquals("#model/myorg/mymodel", tab.value("location.hash").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void keepsTheOptionsOfARenamedRepository() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/former?days=90", NOBODY);

        tab.textWith("#detail", "last 90 days");

        assertEquals("#model/myorg/mymodel?days=90", tab.value("location.hash").asText());
    }

    @Test
    @Tag("proof")
    void leadsToARepositoryWhoseTypeIsInThePlural() {
        Browser.Tab tab = viewer.open(server, "#models/myorg/mymodel?days=90", NOBODY);

        tab.textWith("#detail", "last 90 days");

        assertEquals("#model/myorg/mymodel?days=90", tab.value("location.hash").asText());
    }

    @Test
    @Tag("proof")
    void hasAHeadingWhereNothingIs() {
        for (String view : new String[] {"#org/nobody", "#model/no/thing"}) {
            Browser.Tab tab = viewer.open(server, view, NOBODY);

            tab.textWith("main .notice h1", view.startsWith("#org") ? "Not there" : "No such repository");
        }
    }

    @Test
    void showsAdministratorsWhatWasCounted() {
        Browser.Tab tab = viewer.open(server, "#analytics", ADMIN);

        String text = tab.textWith("#page", "Busiest day: Fri, Nov 20, 13 downloads");

        String sums = Viewer.oneLine(tab, ".tiles");
        assertTrue(sums.startsWith("Downloads 13 Files 30 Repositories 3 "), sums);
        assertTrue(text.contains("myorg/mymodel"), text);
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsTheHoursOfAPeriod() {
        Browser.Tab tab = viewer.open(server, "#analytics", ADMIN);
        tab.textWith("#page", "Busiest");

        press(tab, "By hour");

        tab.textWith("#page", "Busiest hour: Fri, Nov 20, 12:00, 29 files");
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsWhoIsNoAdministratorTheRefusal() {
        Browser.Tab tab = viewer.open(server, "#analytics", ALICE);

        tab.textWith("#page", "Only administrators have access");

        assertEquals(0, tab.value("document.querySelectorAll('.tiles').length").asInt());
        assertTrue(tab.value("document.getElementById('to-analytics').hidden").asBoolean());
    }

    @Test
    void showsUsersWhatTheyDownloaded() {
        Browser.Tab tab = viewer.open(server, "#use", ALICE);

        String text = tab.textWith("#page", "Busiest");

        assertEquals("Downloads 13 Files 1,207 Sent 5.6 MB Repositories 2", Viewer.oneLine(tab, ".tiles"));
        assertTrue(text.contains("Busiest day: Fri, Nov 20, 11 downloads"), text);
        assertTrue(Viewer.oneLine(tab, "#page")
                .contains("myorg/mymodel model 11 1,203 4.6 MB myorg/tool dataset 2 4 1.0 MB"));
        assertEquals("alice", user(tab));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void isTitledByTheUserOrOrganisationInTheAddress() {
        for (String[] view : new String[][] {
            {"#use", "My use", "My use root"},
            {"#use/root", "My use", "My use root"},
            {"#use/alice", "Use of alice", "Use alice"},
            {"#org", "No such page", "No such page"},
        }) {
            Browser.Tab tab = viewer.open(server, view[0], ADMIN);
            tab.textWith("#page h1", view[2]);

            assertEquals(view[1] + " · Footfall", tab.value("document.title").asText());
        }
    }

    @Test
    @Tag("proof")
    void showsAUsersHours() {
        Browser.Tab tab = viewer.open(server, "#use", ALICE);
        tab.textWith("#page", "Busiest");

        press(tab, "By hour");

        tab.textWith("#page", "Busiest hour: Fri, Nov 20, 12:00, 11 downloads");
        assertEquals(
                720,
                tab.value("document.querySelectorAll('.days tbody tr').length").asInt());
    }

    @Test
    void showsTheNamesOfUsersAsText() {
        Browser.Tab tab = viewer.open(server, "#use", Viewer.token("<b>alice</b>", false));

        assertTrue(tab.textWith("#page", "Busiest").contains("<b>alice</b>"));
        assertEquals("<b>alice</b>", user(tab));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsAndForgetsATokenThatIsRefused() {
        String wrong = ALICE.substring(0, ALICE.lastIndexOf('.')) + ".AAAA";
        Browser.Tab tab = viewer.open(server, "#use", wrong);

        String text = tab.textWith("#page", "A valid bearer token is required here");

        assertFalse(text.contains("Downloads"), text);
        assertTrue(
                tab.value("sessionStorage.getItem('footfall.token') === null").asBoolean());
        assertEquals("", user(tab));
    }

    @Test
    void signsInWithATokenAndOutAgain() {
        Browser.Tab tab = viewer.open(server, "#use", NOBODY);
        tab.textWith("#page", "Sign in");

        submit(tab, "nonsense");
        tab.textWith("#page", "That is not a token");
        submit(tab, "Bearer " + ALICE);
        tab.textWith("#page", "Busiest");
        tab.value("document.getElementById('sign-out').click()");

        assertFalse(tab.textWith("#page", "Sign in").contains("myorg"));
        Viewer.assertHarmless(tab);
    }

    @Test
    void forgetsWhatACallerSawWhenTheySignOut() {
        Browser.Tab tab = viewer.open(server, "", ALICE);
        tab.textWith("#ranking", "secret");

        tab.value("document.getElementById('sign-out').click()");

        assertFalse(tab.textWith("#ranking", "mymodel").contains("secret"));
        Viewer.assertHarmless(tab);
    }

    @Test
    void showsACategoryOfWhatWasCounted() {
        Browser.Tab tab = viewer.open(server, "#category/chat", NOBODY);

        tab.textWith("#page", "Total");

        String text = Viewer.oneLine(tab, "#page");
        assertTrue(text.contains("Repositories 1 With downloads 1 Downloads 5 Files 9 Sent 100 B"), text);
        assertTrue(text.contains("datasets/myorg/tool 5 5 5"), text);
        assertTrue(text.contains("Parameters 6B-9B 1 Base models llama 1 Tags code 1"), text);
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsThatACategoryIsUnknown() {
        Browser.Tab tab = viewer.open(server, "#category/%3Cb%3Enone", NOBODY);

        assertFalse(tab.textWith("#page", "no such category").contains("Repositories"));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void saysThatAServerDoesNotAnswerWhatAViewAsks() {
        viewer.open(bare, "#use", ALICE).textWith("#page", "Not counted here");
        viewer.open(bare, "#category/model", NOBODY).textWith("#page", "Not counted here");
        viewer.open(bare, "#analytics", ADMIN).textWith("#page", "Not counted here");
    }

    private static String user(Browser.Tab tab) {
        return tab.value("document.getElementById('user').textContent").asText();
    }

    private static void press(Browser.Tab tab, String name) {
        tab.value("[...document.querySelectorAll('button')].find(one => one.textContent === '" + name + "').click()");
    }

    private static void submit(Browser.Tab tab, String token) {
        tab.value("document.getElementById('token').value = '" + token + "';"
                + "document.querySelector('.sign-in button').click()");
    }
}
