package dev.footfall.queryapi.web;

import static dev.footfall.queryapi.web.Viewer.ADMIN;
import static dev.footfall.queryapi.web.Viewer.ALICE;
import static dev.footfall.queryapi.web.Viewer.NOBODY;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.ExtraApis;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.GivenStates;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The ways to sign in, in a browser: a link, the form, and a server that knows nobody. */
@Tag("browser")
class SignInPagesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    private static Viewer viewer;
    private static QueryServer server;
    private static QueryServer withoutKeys;

    @BeforeAll
    static void start() throws IOException {
        viewer = new Viewer();
        InMemoryState state = new InMemoryState(1).current(NOON, 0);
        server = Viewer.serve(state, Projections.ALL);
        StateReader reader = OneNode.reader(state, true);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var backend = new Backend(reader, Served.rules(Projections.ALL), metrics, Tokens.CLOCK, new InMemoryGaps());
        var config = Served.config("127.0.0.1", 0, QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC);
        withoutKeys = QueryApi.start(
                config, backend, GivenStates.alone(reader, Served.rules(Projections.ALL)), ExtraApis.all());
    }

    @AfterAll
    static void stop() {
        if (withoutKeys == null) return;
        server.close();
        withoutKeys.close();
    }

    @AfterEach
    void closeTabs() {
        viewer.close();
    }

    @Test
    void signsInByALinkAndTakesTheTokenOutOfTheAddress() {
        Browser.Tab user = viewer.open(server, "#sign-in/" + ALICE, NOBODY);
        user.textWith("#page", "My use");
        assertEquals("#use", user.value("location.hash").asText());
        assertEquals(
                "alice",
                user.value("document.getElementById('user').textContent").asText());

        user.value("location.hash = '#sign-in/" + ADMIN + "'");
        user.textWith("#page", "Analytics");
        assertEquals("#analytics", user.value("location.hash").asText());
        String asked = user.value("performance.getEntriesByType('resource').map(one => one.name).join()")
                .asText();
        assertFalse(asked.contains(ADMIN) || asked.contains(ALICE), asked);
        Viewer.assertHarmless(user);
    }

    @Test
    @Tag("proof")
    void asksForATokenWhereTheLinkHasNone() {
        Browser.Tab tab = viewer.open(server, "#sign-in/nonsense", NOBODY);

        String form = tab.textWith("#page", "footfall token --user NAME");

        assertTrue(form.startsWith("Sign in"), form);
        assertEquals("#use", tab.value("location.hash").asText());
        assertEquals(
                1, tab.value("document.querySelectorAll('#page h1').length").asInt());
    }

    @Test
    void saysThatSignInIsNotSetUpAndHow() {
        Browser.Tab tab = viewer.open(withoutKeys, "#use", NOBODY);

        String text = tab.textWith("#page", "Sign-in is not set up here");

        assertTrue(text.contains("footfall run --set auth.jwt-secret="), text);
        assertTrue(text.contains("footfall token --user NAME"), text);
        assertTrue(text.contains("footfall run --demo"), text);
        assertEquals(
                0, tab.value("document.querySelectorAll('#page input').length").asInt());
        Viewer.assertFitsAPhone(tab);
        Viewer.assertHarmless(tab);
    }
}
