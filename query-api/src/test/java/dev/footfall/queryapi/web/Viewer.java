package dev.footfall.queryapi.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.CallerRules;
import dev.footfall.queryapi.http.ExtraApis;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.queryapi.states.States;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Opens the dashboard's views as anybody, in the one browser of this JVM; skips the test where none is installed. The
 * browser starts with the first viewer and ends with the JVM; the next test has the tabs of the
 * one before, emptied.
 */
final class Viewer implements AutoCloseable {
    static final String ALICE = token("alice", false);
    static final String ADMIN = token("root", true);
    static final String NOBODY = "";

    private static final int PHONE_WIDTH = 390;

    private static Optional<Browser> shared = Optional.empty();

    private final Browser browser;
    private final List<Browser.Tab> tabs = new ArrayList<>();

    Viewer() throws IOException {
        browser = browser();
    }

    private static synchronized Browser browser() throws IOException {
        Optional<Path> executable = Browser.installed();
        assumeTrue(executable.isPresent(), "no browser is installed");
        if (shared.isEmpty()) {
            Path profile = Files.createTempDirectory("browser");
            Browser started = Browser.start(executable.get(), profile);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                started.close();
                delete(profile);
            }));
            shared = Optional.of(started);
        }
        return shared.get();
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String token(String user, boolean isAdmin) {
        return Tokens.bearer(user, Set.of(), isAdmin).substring("Bearer ".length());
    }

    static QueryServer serve(InMemoryState state, Projections projections) {
        var main = GivenStates.alone(OneNode.reader(state, true), Served.rules(projections));
        return serve(state, projections, main);
    }

    /** The same beside what other systems counted. */
    static QueryServer serve(InMemoryState state, Projections projections, OpeningBalances balances) {
        StateReader reader = OneNode.reader(state, true, OneNode.facts(balances));
        States main = GivenStates.alone(reader, Served.rules(projections));
        return serve(reader, projections, QueryApi.bundles(main, ExtraApis.all()), QueryConfig.NO_ORIGIN);
    }

    static QueryServer serve(InMemoryState state, Projections projections, States states) {
        return serve(state, projections, QueryApi.bundles(states, ExtraApis.all()));
    }

    static QueryServer serve(InMemoryState state, Projections projections, List<Api> bundles) {
        return serve(state, projections, bundles, QueryConfig.NO_ORIGIN);
    }

    /** The same where pages of these origins may frame a chart. */
    static QueryServer serveFramedBy(InMemoryState state, String origins) {
        var main = GivenStates.alone(OneNode.reader(state, true), Served.rules(Projections.ALL));
        return serve(state, Projections.ALL, QueryApi.bundles(main, ExtraApis.all()), origins);
    }

    /** The same of a node among others. */
    static QueryServer serve(StateReader reader, States states) {
        return serve(reader, Projections.ALL, QueryApi.bundles(states, ExtraApis.all()), QueryConfig.NO_ORIGIN);
    }

    private static QueryServer serve(
            InMemoryState state, Projections projections, List<Api> bundles, String frameAncestors) {
        return serve(OneNode.reader(state, true), projections, bundles, frameAncestors);
    }

    private static QueryServer serve(
            StateReader reader, Projections projections, List<Api> bundles, String frameAncestors) {
        var callers = new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE);
        var config = new QueryConfig(
                "127.0.0.1",
                0,
                QueryConfig.ANY_LAG,
                QueryConfig.Unregistered.PUBLIC,
                callers,
                frameAncestors,
                Served.COUNTRIES_MIN,
                false);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var backend = new Backend(reader, Served.rules(projections), metrics, Tokens.CLOCK, new InMemoryGaps());
        return QueryServer.start(config, backend, bundles);
    }

    /** A view in a tab of its own, at the time of the tokens. */
    Browser.Tab open(QueryServer server, String view, String token) {
        return tab(token).open("http://127.0.0.1:" + server.port() + "/" + view);
    }

    /** An empty tab, at the time of the tokens. */
    Browser.Tab tab(String token) {
        Browser.Tab tab =
                browser.tab(Tokens.NOW.toEpochMilli(), Optional.of(token).filter(text -> !text.isEmpty()));
        tabs.add(tab);
        return tab;
    }

    static void assertHarmless(Browser.Tab tab) {
        assertEquals(List.of(), tab.complaints());
        String markup = "document.querySelectorAll('main img, main b').length";
        assertEquals(0, tab.value(markup).asInt());
        assertTrue(tab.value("document.body.dataset.owned === undefined").asBoolean());
    }

    /** Asserts that a phone shows all of it without being scrolled sideways. */
    static void assertFitsAPhone(Browser.Tab tab) {
        assertFits(tab, PHONE_WIDTH);
        tab.value("document.querySelectorAll('details').forEach(one => one.open = true)");
        String wide =
                "[...document.querySelectorAll('body *')].filter(one => !one.closest('.scroll, .days, .unseen, svg')"
                        + " && one.getBoundingClientRect().right > innerWidth + 1).map(one => one.tagName + '.' + one.className).join(' ')";
        assertEquals("", tab.value(wide).asText());
        assertFits(tab, PHONE_WIDTH);
    }

    /** Asserts that a screen of this width is not scrolled sideways. */
    static void assertFits(Browser.Tab tab, int width) {
        tab.sized(width, 844);
        String beyond = "document.documentElement.scrollWidth - document.documentElement.clientWidth";
        assertEquals(0, tab.value(beyond).asInt());
    }

    /** Chooses another period, on a page that is open at seven days. */
    static void assertKeepsThePeriod(Browser.Tab tab, String page) {
        String pressed = "document.querySelector('#page [aria-label=Period]').selectedOptions[0].textContent";
        tab.textWith("#page", "7 days");
        assertEquals("7 days", tab.value(pressed).asText());

        choose(tab, "Period", "90");

        assertEquals(page + "?days=90", tab.value("location.hash").asText());
        assertHarmless(tab);
    }

    /** A gap of one day and three of its hours. */
    static void assertHatchesTheDayAndItsHours(Browser.Tab tab) {
        String hatched = "document.querySelectorAll('.chart .gap').length";
        tab.textWith("main", "As a table");

        assertEquals(1, tab.value(hatched).asInt());
        tab.textWith("main .key .missing", "data missing");
        tab.value("[...document.querySelectorAll('.choice button')].find(one => one.innerText === 'By hour').click()");
        tab.textWith("main", "per hour");
        assertEquals(3, tab.value(hatched).asInt());
        tab.textWith("main .key .missing", "data missing");
        assertHarmless(tab);
    }

    /** Chooses from a menu, as a user does. */
    static void choose(Browser.Tab tab, String menu, String value) {
        tab.value("(menu => { menu.focus(); menu.value = '" + value + "'; menu.dispatchEvent(new Event('change')); })"
                + "([...document.querySelectorAll('[aria-label=\"" + menu
                + "\"]')].find(one => one.checkVisibility()))");
    }

    /** The same from the menu that a selector finds. */
    static void chooseIn(Browser.Tab tab, String selector, String value) {
        tab.value("(menu => { menu.value = '" + value + "'; menu.dispatchEvent(new Event('change')); })"
                + "(document.querySelector('" + selector + "'))");
    }

    static String oneLine(Browser.Tab tab, String selector) {
        return tab.textWith(selector, "").replaceAll("[\\s\\u00a0]+", " ").trim();
    }

    @Override
    public void close() {
        tabs.forEach(Browser.Tab::close);
        tabs.clear();
    }
}
