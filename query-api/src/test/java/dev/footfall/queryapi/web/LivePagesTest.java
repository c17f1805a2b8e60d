package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.ArrivalSums;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.RepositoryArrivals;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.rules.ExclusionReason;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The views that go on by themselves, in a browser. */
@Tag("browser")
class LivePagesTest {
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "alice", "secret");
    private static final RepoId OTHER = new RepoId(RepoType.MODEL, "myorg", "other");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static final String SILENT_STREAMS =
            "globalThis.real = fetch; globalThis.left = []; fetch = (path, options) => {"
                    + " if (!path.endsWith('/live')) return real(path, options);"
                    + " options.signal?.addEventListener('abort', () => left.push(path));"
                    + " return Promise.resolve(new Response(new ReadableStream(), { headers: { 'Content-Type': 'text/event-stream' } })); }";
    private static final String FIRST_LEFT = "new Promise(done => { const look = () => left.length > 0 ? done(left[0])"
            + " : setTimeout(look, 20); look(); })";
    private static final String FAILING = "globalThis.real = fetch;"
            + " fetch = async () => new Response('{\"detail\":\"it broke\"}', { status: 500 });";
    private static final String REFRESH = "import('/footfall.js').then(all => all.refresh())";

    private final InMemoryState state = new InMemoryState(2)
            .put(MODEL, TODAY, new DailyCounts(5, 0, 5, 0))
            .register(new RepositoryEvent(SECRET, Instant.EPOCH, false, true, false, RepositoryDetails.NONE))
            .arrived(0, arrivals(6, MODEL))
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

    private static LastHour arrivals(long steps, RepoId repo) {
        long now = Tokens.NOW.toEpochMilli() / LastHour.STEP_MILLIS * LastHour.STEP_MILLIS;
        List<ArrivalStep> counted = LongStream.rangeClosed(1, steps)
                .mapToObj(step -> new ArrivalStep(now - (steps - step) * LastHour.STEP_MILLIS, 2, 10, 500))
                .toList();
        var sums = new ArrivalSums(
                Map.of(ExclusionReason.CLASS_ROBOT, 7L),
                2,
                Map.of(ClientProduct.HF_HUB, 2 * steps),
                List.of(new RepositoryArrivals(repo, 2 * steps)));
        return new LastHour(0, counted, sums);
    }

    @Test
    void showsTheLastHourAsItArrives() {
        Browser.Tab tab = viewer.open(server, "#live", NOBODY);

        tab.textWith("#page", "Downloads a second");

        assertEquals("Downloads 12 Files 60 Sent 3.0 kB Not counted 7 Rejected 2", Viewer.oneLine(tab, ".tiles"));
        String lists = Viewer.oneLine(tab, ".lists");
        assertTrue(lists.contains("myorg/mymodel 12"), lists);
        assertTrue(lists.contains("hf_hub 12") && lists.contains("class:robot 7"), lists);
        assertEquals(3, tab.value("document.querySelectorAll('.rate').length").asInt());

        state.arrived(1, arrivals(10, SECRET));

        tab.textWith(".tiles", "160");
        assertFalse(Viewer.oneLine(tab, "#page").contains("secret"));
        Viewer.assertHarmless(tab);
    }

    @Test
    void namesPrivateRepositoriesToAdministrators() {
        state.arrived(1, arrivals(1, SECRET));

        viewer.open(server, "#live", ADMIN).textWith(".lists", "secret");
    }

    @Test
    @Tag("proof")
    void leavesBlankWhatIsNotKnown() {
        long since = Tokens.NOW.toEpochMilli() - 600_000;
        state.arrived(1, new LastHour(since, List.of(), arrivals(1, MODEL).sums()));

        Browser.Tab tab = viewer.open(server, "#live", NOBODY);

        assertTrue(tab.textWith("#page", "Known since").contains("23:50:00 UTC"));
        assertEquals(
                3, tab.value("document.querySelectorAll('.unknown').length").asInt());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void saysThatTheHourCannotBeShownAndGoesOnAsSoonAsItCan() {
        state.restoring(1);
        Browser.Tab tab = viewer.open(server, "#live", NOBODY);
        tab.textWith("#page", "Not ready yet");

        state.back(1);

        tab.textWith(".tiles", "60");
    }

    @Test
    void letsTheDownloadsOfARepositoryGrow() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", NOBODY);
        tab.textWith("#detail .total", "5");

        state.put(MODEL, TODAY, new DailyCounts(1_234, 0, 1_234, 0));

        tab.textWith("#detail .total", "1,234");
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void leavesTheStreamOfARepositoryThatIsShownNoMore() {
        state.put(OTHER, TODAY, new DailyCounts(3, 0, 3, 0));
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", NOBODY);
        tab.textWith("#detail .total", "5");
        tab.value(SILENT_STREAMS);

        tab.value("location.hash = '#model/myorg/other'");
        tab.textWith("#detail .total", "3");
        tab.value("location.hash = '#model/myorg/mymodel'");
        tab.textWith("#detail .total", "5");

        assertEquals("models/myorg/other/stats/live", tab.value(FIRST_LEFT).asText());
    }

    @Test
    @Tag("proof")
    void hasNoStreamWhileThePageIsHidden() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");
        tab.value(SILENT_STREAMS);
        tab.value("location.hash = '#live'");
        tab.textWith("#page", "Live");

        tab.value("Object.defineProperty(document, 'hidden', { value: true })");

        assertEquals("v1/live", tab.value(FIRST_LEFT).asText());
    }

    @Test
    @Tag("proof")
    void saysThatSomethingElseAnswersInPlaceOfTheStream() {
        Browser.Tab tab = viewer.open(server, "#model/myorg/mymodel", NOBODY);
        tab.textWith("#detail .total", "5");
        tab.value("fetch = async () => new Response('<html>', { headers: { 'Content-Type': 'text/html' } })");

        tab.value("location.hash = '#live'");

        tab.textWith("#page", "The answer is no stream of events.");
    }

    @Test
    @Tag("proof")
    void saysSinceWhenNothingArrives() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");
        tab.value(
                "globalThis.real = fetch; fetch = async (path, sent) => { const { value } ="
                        + " await (await real(path, sent)).body.getReader().read(); return new Response("
                        + "new ReadableStream({ start: all => { all.enqueue(value); sent.signal.addEventListener('abort', () => all.error()); } }), { headers: { 'Content-Type': 'text/event-stream' } }); }");
        tab.value("location.hash = '#live'");
        tab.textWith(".tiles", "60");

        tab.value("performance.now = () => 1e9; fetch = () => new Promise(() => {})");

        tab.textWith("#page .section-head", "Not connected since Nov 20, 2026, 23:59:59 UTC: retrying");
    }

    @Test
    @Tag("proof")
    void endsWhatAPageDoesWhenTheRankingIsShown() {
        Browser.Tab tab = viewer.open(server, "#live", NOBODY);
        tab.textWith("#page", "Downloads a second");

        tab.value("location.hash = '#'");

        tab.textWith("#ranking", "mymodel");
        assertEquals(
                "", tab.value("document.getElementById('page').textContent").asText());
    }

    @Test
    @Tag("proof")
    void asksAgainForARepositoryThatCouldNotBeShown() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");
        tab.value(FAILING + "location.hash = '#model/myorg/mymodel'");
        tab.textWith("#detail", "it broke");

        tab.value("fetch = real");
        String pressed = "document.querySelector('#detail .notice button').click(), detail.ariaBusy";

        assertEquals("true", tab.value(pressed).asText());
        tab.textWith("#detail .total", "5");
    }

    @Test
    @Tag("proof")
    void keepsTheNumbersWhereARefreshFailed() {
        for (String failing : new String[] {
            FAILING,
            FAILING.replace("500", "429"),
            FAILING.replace("500", "503"),
            FAILING.replace("500", "200").replace("broke\"}", "broke")
        }) {
            for (String page : new String[] {"#model/myorg/mymodel", "#"}) {
                String panel = page.equals("#") ? "#ranking" : "#detail";
                Browser.Tab tab = viewer.open(server, page, NOBODY);
                tab.textWith(panel, "mymodel");

                tab.value(failing + REFRESH);

                assertTrue(tab.textWith(panel, "No newer numbers: ").contains("mymodel"));
                tab.value("fetch = real; " + REFRESH);
                tab.await("!document.querySelector('#detail .old, #ranking .old')");
                assertTrue(tab.textWith(panel, "").contains("mymodel"));
            }
        }
    }

    @Test
    @Tag("proof")
    void triesOnceAgainHoweverOftenItWasRefused() {
        Browser.Tab tab = viewer.open(server, "#definitions", NOBODY);
        tab.textWith("#page", "What is counted");
        String later = "globalThis.later = []; globalThis.soon = setTimeout;"
                + " setTimeout = (act, millis) => millis === 2000 ? later.push(act) : soon(act, millis);";
        tab.value(later + FAILING.replace("500", "503") + "location.hash = '#model/myorg/mymodel'");
        tab.textWith("#detail", "Not ready yet");
        for (int times = 1; times <= 3; times++) {
            String refused = "%s.then(() => new Promise(done => { const look = () => later.length >= %d ? done()"
                    + " : soon(look, 20); look(); }))";
            tab.value(refused.formatted(REFRESH, times));
            tab.textWith("#detail", "Not ready yet");
        }

        tab.value("globalThis.asked = []; globalThis.broken = fetch;"
                + " fetch = path => (asked.push(path), broken(path)); later.splice(0).forEach(act => act())");

        String totals = "asked.filter(path => path.split('?')[0].endsWith('/stats')).length";
        assertEquals(1, tab.value(totals).asInt());
    }
}
