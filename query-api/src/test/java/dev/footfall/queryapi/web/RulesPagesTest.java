package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.ALICE;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.Tails;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The states, their comparison and the decisions about them, in a browser. */
@Tag("browser")
class RulesPagesTest {
    private static final RepoId WANTED = new RepoId(RepoType.MODEL, "acme", "wanted");
    private static final RepoId ROBOTS_ALONE = new RepoId(RepoType.DATASET, "acme", "crawled");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final RuleSet STRICT =
            new RuleSet("strict", CountingRules.DEFAULT.withGap(Duration.ofMinutes(10)), 4, Projections.ALL);

    private static Viewer viewer;

    private final InMemoryState strict = new InMemoryState(1).current(NOON, 0);
    private QueryServer server;

    @BeforeAll
    static void open() throws IOException {
        viewer = new Viewer();
    }

    @BeforeEach
    void start() {
        InMemoryState main = new InMemoryState(1).current(NOON, 0);
        put(main, WANTED, TODAY.minusDays(2), 5, 0);
        put(main, WANTED, TODAY, 2_000, 7);
        put(main, ROBOTS_ALONE, TODAY, 100, 0);
        put(strict, WANTED, TODAY.minusDays(2), 5, 0);
        put(strict, WANTED, TODAY, 1_500, 507);
        server = Viewer.serve(
                main,
                Projections.ALL,
                new GivenStates(
                        new CountedState(CountedState.MAIN, Served.RULES, OneNode.reader(main, true)),
                        new CountedState("strict", STRICT, OneNode.reader(strict, true))));
    }

    @AfterEach
    void stop() {
        viewer.close();
        server.close();
    }

    private static void put(InMemoryState state, RepoId repo, LocalDate date, long downloads, long duplicates) {
        var counts = new DailyCounts(downloads, 0, downloads, downloads);
        Map<ExclusionReason, Long> excluded =
                duplicates == 0 ? Map.of() : Map.of(ExclusionReason.DUPLICATE, duplicates);
        state.put(repo, new RepositoryDay(date, counts, excluded))
                .putTail(repo, date, Tails.classes(Map.of(ClientClass.TOOL, downloads)));
    }

    @Test
    void showsTheStatesAndWhatTheOtherOneWouldChange() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);

        tab.textWith("#page", "Busiest");

        String text = Viewer.oneLine(tab, "#page");

        assertTrue(text.contains("main answers " + Served.RULES.id() + " all "), text);
        assertTrue(text.contains("strict " + STRICT.id() + " all "), text);
        assertTrue(text.contains("Downloads 1,505 before 2,105 −600 (−28.5 %)"), text);
        assertTrue(text.contains("Repositories changed 2 Appeared 0 Gone 1 Their days changed 2"), text);
        assertTrue(text.contains("model 2,005 1,505 −500 (−24.9 %) dataset 100 0 −100 (−100.0 %)"), text);
        assertTrue(text.contains("tool 2,105 1,505 −600 (−28.5 %)"), text);
        assertTrue(text.contains("counted 2,105 1,505 −600 (−28.5 %) duplicate 7 507 +500 (+7,143 %)"), text);
        assertTrue(text.contains("acme/wanted 2,005 1,505 −500 (−24.9 %) acme/crawled 100 0 −100 (−100.0 %)"), text);
        assertEquals(
                "#model/acme/wanted",
                tab.value("document.querySelector('#page a.name').hash").asText());
        assertTrue(tab.value("[...document.querySelectorAll('.was')].every(one =>"
                        + " one.getBoundingClientRect().top >="
                        + " one.previousSibling.getBoundingClientRect().bottom - 0.1)")
                .asBoolean());
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void showsTheStepOfADayInTheChart() {
        Browser.Tab tab = viewer.open(server, "#rules/strict", ADMIN);
        tab.textWith("#page", "Busiest day: Fri, Nov 20, 1,500 downloads");

        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'End'}))");
        tab.textWith(".readout", "Fri, Nov 20: 1,500 downloads, before 2,100");
        tab.value("document.querySelector('.chart').dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowLeft'}))");
        tab.textWith(".readout", "Thu, Nov 19: 0 downloads, before 0");

        assertEquals(1, number(tab, ".chart path.outline"));
    }

    @Test
    void promotesAStateForAReasonAndTakesItBack() {
        String reason = "Builds & <b>robots</b> <img src=x onerror=document.body.dataset.owned=1>";
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");

        press(tab, "Promote …");
        tab.textWith("dialog", "Promote strict?");
        submit(tab, "dialog", Map.of("reason", reason));
        tab.textWith("#page", "strict answers now. Published as correction 1.");
        String back = tab.textWith("#page", "What going back to main would change");
        assertTrue(back.contains("strict answers. What its promotion changed is in correction 1."), back);
        press(tab, "Demote …");
        submit(tab, "dialog", Map.of("reason", "a mistake"));
        tab.textWith("#page", "main answers now. Published as correction 2.");

        tab.value("document.querySelector('.told a').click()");
        assertTrue(tab.textWith("#page", "a mistake").contains(reason));
        Viewer.assertHarmless(tab);
    }

    @Test
    @Tag("proof")
    void saysThatAPromotionTakesLonger() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("globalThis.real = fetch; fetch = async (path, sent) => path.endsWith('promote')"
                + " ? Object.defineProperty(new Response('{\"detail\":\"It takes longer\"}', { status: 202 }), 'url',"
                + " { value: location.href }) : real(path, sent)");

        press(tab, "Promote …");
        submit(tab, "dialog", Map.of("reason", "why not"));

        tab.textWith(".told", "It takes longer");
    }

    @Test
    @Tag("proof")
    void saysWhatWasDecidedAlsoWhereTheStatesCannotBeAsked() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("globalThis.real = fetch; fetch = async (path, sent) => sent.method === 'POST' ? real(path, sent)"
                + " : new Response('{\"detail\":\"it broke\"}', { status: 500 })");
        press(tab, "Promote …");
        submit(tab, "dialog", Map.of("reason", "why not"));
        tab.textWith("#page", "it broke");

        tab.value("fetch = real");
        press(tab, "Try again");

        tab.textWith("#page", "strict answers now. Published as correction 1.");
    }

    @Test
    @Tag("proof")
    void leavesTheAddressAloneWhereTheViewWasLeft() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("document.querySelector('#page details').open = true");
        tab.await("document.querySelector('[name=rules]').value !== ''");
        tab.value("globalThis.real = fetch; globalThis.pass = []; globalThis.form = document.querySelector('.fields');"
                + " fetch = (path, sent) => new Promise(done => pass.push(() => done(real(path, sent))))");
        submit(tab, "details", Map.of("state", "strict", "rules", ""));
        tab.value("fetch = real; location.hash = '#corrections'");
        tab.textWith("#page", "No corrections");

        tab.value("pass[0]()");
        tab.await("form.ariaBusy === 'false'");

        assertEquals("#corrections", tab.value("location.hash").asText());
    }

    @Test
    @Tag("proof")
    void showsTheLastDaysHoweverLongAgoTheFirstOneWas() {
        put(strict, WANTED, LocalDate.parse("2001-01-01"), 7, 0);
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");

        tab.value("document.querySelector('#page [data-key=\"Days: 30\"]').click()");

        assertEquals(30, number(tab, ".days tbody tr"));
    }

    @Test
    @Tag("proof")
    void showsTheRefusalOfADecisionInTheServersWords() {
        strict.current(NOON, 20_000);
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "20,000 records are left to count");

        press(tab, "Promote …");
        submit(tab, "dialog", Map.of("reason", "too early"));

        tab.textWith("dialog", "The state is still counted: 20000 records remain");
        assertEquals(
                "too early",
                tab.value("document.querySelector('dialog textarea').value").asText());
        press(tab, "Cancel");
        assertEquals(0, number(tab, "dialog[open]"));
    }

    @Test
    @Tag("proof")
    void forgetsAStateAfterItAsked() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");

        press(tab, "Drop …");
        submit(tab, "dialog", Map.of());

        tab.textWith("#page", "strict is being deleted.");
        tab.textWith("#page", "Nothing is counted by other rules");
        assertEquals(1, number(tab, ".states li"));
    }

    @Test
    @Tag("proof")
    void showsTheRefusalOfOtherRulesAndTheStateThatIsCounted() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("document.querySelector('#page details').open = true");

        submit(tab, "details", Map.of("state", "other", "rules", "name: other"));
        tab.textWith("#page details", "No more states are counted here");
        submit(tab, "details", Map.of("state", "strict", "rules", ""));

        tab.textWith("#page", "strict is counted.");
        assertEquals("#rules/strict", tab.value("location.hash").asText());
        Viewer.assertHarmless(tab);
    }

    @Test
    void beginsWithTheRulesThatAnswerAndAnExampleOfAChange() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("document.querySelector('#page details').open = true");

        tab.await("document.querySelector('[name=rules]').value.includes('name: default')");
        String offered = Viewer.oneLine(tab, "[name=begin]");
        assertTrue(offered.startsWith("The rules that answer, default@"), offered);
        Viewer.chooseIn(tab, "[name=begin]", "gap10");

        assertEquals(
                "gap10",
                tab.value("document.querySelector('[name=state]').value").asText());
        String changed =
                tab.value("document.querySelector('[name=rules]').value").asText();
        assertTrue(changed.contains("\nname: gap10\n"), changed);
        assertTrue(changed.contains("\nsession: {gap: PT10M, retention: P14D}\n"), changed);
        Viewer.chooseIn(tab, "[name=begin]", "norobots");
        assertTrue(tab.value("/robot: exclude/.test(document.querySelector('[name=rules]').value)")
                .asBoolean());
        Viewer.assertHarmless(tab);
    }

    @Test
    void sendsRulesByTheNameOfTheirState() {
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "Busiest");
        tab.value("document.querySelector('#page details').open = true");
        tab.await("document.querySelector('[name=rules]').value.includes('name: default')");
        tab.value(
                "globalThis.real = fetch; fetch = (path, sent) => { if (sent?.method === 'POST') globalThis.sent = JSON.parse(sent.body);"
                        + " return real(path, sent); }");

        submit(tab, "details", Map.of("state", "strict"));

        tab.textWith("#page", "strict is counted.");
        assertTrue(tab.value("/^name: strict$/m.test(sent.rules)").asBoolean());
        assertEquals("{}", tab.value("JSON.stringify(sent.lists)").asText());
    }

    @Test
    void takesTheMessageBackWhenTheStateIsCounted() {
        strict.current(NOON, 20_000);
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "20,000 records are left to count");
        tab.value("document.querySelector('#page details').open = true");
        submit(tab, "details", Map.of("state", "strict", "rules", ""));
        tab.textWith(".told", "strict is being counted.");

        strict.current(NOON, 0);

        tab.textWith(".told", "strict is counted.");
        assertFalse(tab.textWith("#page", "Busiest").contains("is being counted"));
    }

    @Test
    @Tag("proof")
    void keepsTheProgressCurrentInPlaceAndComparesOnceItIsCounted() {
        strict.current(NOON, 20_000);
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "20,000 records are left to count");
        assertTrue(tab.value("document.querySelector('.states li:nth-child(2) progress').checkVisibility()")
                .asBoolean());
        tab.value("document.querySelectorAll('.states li').forEach(row => row.dataset.kept = 'yes')");

        strict.current(NOON, 0);

        tab.textWith(".states li[data-kept]:nth-child(2)", "all ");
        tab.textWith(".states li[data-kept]:nth-child(1)", "all ");
        tab.await("!document.querySelector('.warning') && document.querySelector('.chart')");
        assertFalse(tab.textWith("#page", "Busiest").contains("left to count"));
    }

    @Test
    @Tag("proof")
    void asksNothingMoreWhenTheViewWasLeft() {
        strict.current(NOON, 1);
        Browser.Tab tab = viewer.open(server, "#rules", ADMIN);
        tab.textWith("#page", "1 record is left to count");
        tab.value("window.later = []; window.once = setTimeout;"
                + "window.setTimeout = (run, millis) => millis < 2000 ? once(run, millis) : later.push(run)");
        tab.await("later.length");

        tab.value("location.hash = '#corrections'");
        tab.textWith("#page", "No corrections");
        tab.value("window.asked = []; window.fetch = path => asked.push(path)");
        tab.value("later[0]()");

        assertEquals("1 0", tab.value("later.length + ' ' + asked.length").asText());
    }

    @Test
    void asksWhoIsNotKnownForATokenAndRefusesWhoIsNoAdministrator() {
        Browser.Tab alice = viewer.open(server, "#rules", ALICE);
        alice.textWith("#page", "Only administrators have access");
        assertEquals(0, number(alice, ".states"));
        assertTrue(alice.value("document.getElementById('to-rules').hidden").asBoolean());

        viewer.open(server, "#rules", NOBODY).textWith("#page", "Sign in");
    }

    private static int number(Browser.Tab tab, String selector) {
        return tab.value("document.querySelectorAll('" + selector + "').length").asInt();
    }

    private static void press(Browser.Tab tab, String name) {
        tab.value("[...document.querySelectorAll('button')].find(one => one.textContent === '" + name + "').click()");
    }

    /** Fills in the fields of these names, and sends the form. */
    private static void submit(Browser.Tab tab, String within, Map<String, String> fields) {
        fields.forEach((name, text) ->
                tab.value("document.querySelector('" + within + " [name=" + name + "]').value = '" + text + "'"));
        tab.value("document.querySelector('" + within + " form').requestSubmit()");
    }
}
