package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.Correction;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.queryapi.states.StateTotals;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The corrections and their marks in charts, in a browser. */
@Tag("browser")
class CorrectionPagesTest {
    private static final String HOSTILE = "<img src=x onerror=document.body.dataset.owned=1> & a <b>word</b>";
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");

    private static Viewer viewer;
    private static QueryServer server;
    private static QueryServer uncorrected;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        var repo = new RepoId(RepoType.MODEL, "acme", "wanted");
        var hours = new TreeMap<>(Map.of(12, new HourCounts(4, 9, 900)));
        InMemoryState state = new InMemoryState(2).putHours(repo, TODAY, hours);
        uncorrected = Viewer.serve(state, Projections.ALL);
        GivenStates states = GivenStates.alone(OneNode.reader(state, true), Served.RULES)
                .publish(correction(1, "2026-08-01T10:00:00Z", "long ago", StateChange.NONE))
                .publish(correction(2, "2026-11-18T23:59:59.999Z", HOSTILE, change("2026-11-02", "2026-11-18")))
                .publish(correction(3, "2026-11-20T12:30:00Z", "robots", change("2026-11-19", "2026-11-19")));
        server = Viewer.serve(state, Projections.ALL, states);
    }

    @AfterAll
    static void stop() {
        if (server == null) return;
        server.close();
        uncorrected.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    private static Correction correction(int number, String at, String reason, StateChange change) {
        var from = new Correction.Side("main", "default@aaaaaaaaaaaa");
        var to = new Correction.Side("strict", "strict@bbbbbbbbbbbb");
        return new Correction(number, Instant.parse(at), from, to, reason, change, Optional.empty());
    }

    private static StateChange change(String first, String last) {
        return new StateChange(
                1_234,
                Optional.of(LocalDate.parse(first)),
                Optional.of(LocalDate.parse(last)),
                new StateTotals(2_000, 0, 5_000, 3_000_000, 7),
                new StateTotals(1_500, 4, 5_000, 2_000_000, 7));
    }

    @Test
    void listsTheCorrectionsNewestFirstWithTheirReasonsRulesDaysAndSums() {
        Browser.Tab tab = viewer.open(server, "#corrections", NOBODY);

        tab.textWith("#page", "long ago");

        String text = Viewer.oneLine(tab, "#page");

        assertTrue(text.contains("robots Correction 3, Nov 20, 2026, 12:30:00 UTC"), text);
        assertTrue(text.contains("1,234 days of repositories changed, on 2026-11-19."), text);
        assertTrue(text.contains("Rules default@aaaaaaaaaaaa before, strict@bbbbbbbbbbbb since."), text);
        assertTrue(text.contains("1,234 days of repositories changed, from 2026-11-02 to 2026-11-18."), text);
        assertTrue(text.contains("Downloads 1,500 before 2,000 −500 (−25.0 %) Signed in 4 before 0 +4"), text);
        assertTrue(text.contains("Files 5,000 before 5,000 unchanged Sent 2.0 MB before 3.0 MB −1.0 MB"), text);
        assertTrue(text.indexOf("robots") < text.indexOf(HOSTILE), text);
        assertTrue(text.indexOf(HOSTILE) < text.indexOf("long ago Correction 1, Aug 1"), text);
        assertTrue(text.contains("No number changed."), text);
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void leadsToTheCorrectionInTheAddress() {
        Browser.Tab tab = viewer.open(server, "#corrections/2", NOBODY);

        tab.textWith("#page", "long ago");

        assertEquals("Correction 2", focused(tab));
    }

    @Test
    @Tag("proof")
    void offersAFeed() {
        Browser.Tab tab = viewer.open(server, "#corrections", NOBODY);
        tab.textWith("#page", "long ago");

        String feed = tab.value("fetch(document.querySelector('link[rel=alternate]').href).then(one => one.text())")
                .asText();

        assertTrue(feed.contains("<title>robots</title>"), feed);
        assertTrue(tab.value(
                        "document.querySelector('#page a').href === document.querySelector('link[rel=alternate]').href")
                .asBoolean());
    }

    @Test
    void marksTheCorrectionsOfThePeriodInARepositorysChart() {
        Browser.Tab tab = viewer.open(server, "#model/acme/wanted", NOBODY);

        String text = tab.textWith("#detail", "Correction: robots");

        assertEquals(2, marks(tab));
        assertTrue(text.contains("Nov 18 Correction: " + HOSTILE), text);
        assertFalse(text.contains("long ago"), text);
        assertTrue(text.indexOf("Nov 20 Correction") < text.indexOf("Nov 18 Correction"), text);
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void leadsFromAMarkToItsCorrectionByTheKeyboard() {
        Browser.Tab tab = viewer.open(server, "#model/acme/wanted", NOBODY);
        tab.textWith("#detail", "Correction: robots");
        tab.value("document.querySelector('.chart').focus()");

        tab.press(PressedKey.TAB);
        assertEquals("Wed, Nov 18, Correction: " + HOSTILE, focused(tab));
        tab.press(PressedKey.TAB);
        assertEquals("Fri, Nov 20, Correction: robots", focused(tab));
        tab.press(PressedKey.ENTER);

        tab.textWith("#page", "robots");
        assertEquals("#corrections/3", tab.value("location.hash").asText());
    }

    @Test
    @Tag("proof")
    void marksTheDaysAndHoursOfTheAnalytics() {
        Browser.Tab tab = viewer.open(server, "#analytics", ADMIN);
        tab.textWith("#page", "Correction: robots");
        assertEquals(2, marks(tab));

        Viewer.choose(tab, "Period", "24h");

        assertFalse(tab.textWith("#page", "Files per hour").contains("Nov 18 Correction"));
        assertEquals(1, marks(tab));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsNothingMoreWhereNothingWasCorrected() {
        Browser.Tab chart = viewer.open(uncorrected, "#model/acme/wanted", NOBODY);
        assertFalse(chart.textWith("#detail", "Busiest").contains("Correction"));
        assertEquals(0, marks(chart));
        assertEquals(
                "img",
                chart.value("document.querySelector('.chart').getAttribute('role')")
                        .asText());

        viewer.open(uncorrected, "#corrections", NOBODY).textWith("#page", "No corrections");
    }

    private static int marks(Browser.Tab tab) {
        return tab.value("document.querySelectorAll('.chart .mark').length").asInt();
    }

    private static String focused(Browser.Tab tab) {
        return tab.value("document.activeElement.getAttribute('aria-label')").asText();
    }
}
