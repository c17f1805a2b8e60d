package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Tokens;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Former names over real HTTP: where they lead, and whom they tell nothing. */
class RenamedRepositoriesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId OLD = repo("acme", "old");
    private static final RepoId MIDDLE = repo("acme", "middle");
    private static final RepoId NEW = repo("zoo", "new.v2");
    private static final String OWNER = Tokens.bearer("zoo", Set.of(), false);
    private static final String OWNER_OF_OLD = Tokens.bearer("acme", Set.of(), false);
    private static final List<String> ROUTES = List.of(
            "/stats",
            "/stats/recent",
            "/stats/hourly",
            "/stats/clients",
            "/stats/classes",
            "/stats/revisions",
            "/stats/files",
            "/stats/countries",
            "/stats/visitors",
            "/stats/sources",
            "/stats/badge.svg",
            "/stats/badge.json",
            "/like",
            "/likers");

    private final InMemoryState state = new InMemoryState(4)
            .put(OLD, TODAY, new DailyCounts(3, 1, 4, 10))
            .put(MIDDLE, TODAY, new DailyCounts(2, 0, 2, 5))
            .put(NEW, TODAY.minusDays(1), new DailyCounts(1, 0, 1, 1))
            .rename(new RenameEvent(OLD, Optional.of(MIDDLE), Served.NOW))
            .rename(new RenameEvent(MIDDLE, Optional.of(NEW), Served.NOW))
            .current(Served.NOW, 0);
    private final Served served = Served.knowing(state, 0, TrustedProxies.NONE);

    @AfterEach
    void stop() {
        served.close();
    }

    private static RepoId repo(String namespace, String name) {
        return new RepoId(RepoType.MODEL, namespace, name);
    }

    private void register(RepoId repo, boolean isRemoved, boolean isPrivate) {
        state.register(new RepositoryEvent(repo, Served.NOW, isRemoved, isPrivate, false, RepositoryDetails.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "/models/acme/old/stats, /models/zoo/new.v2/stats",
        "/api/models/acme/old/stats/recent?days=7&fields=bytes%2Cexcluded, /api/models/zoo/new.v2/stats/recent?days=7&fields=bytes%2Cexcluded",
        "/models/acme/middle/stats/badge.svg?period=week, /models/zoo/new.v2/stats/badge.svg?period=week",
        "/%6dodels/%61cme/ol%64/st%61ts/chart.svg?title=%2F%20b&, /%6dodels/zoo/new.v2/st%61ts/chart.svg?title=%2F%20b&",
    })
    void leadsToTheSamePathAndQueryUnderThePresentName(String asked, String location) {
        for (String method : List.of("GET", "HEAD")) {
            var answer = served.send(method, asked);

            assertEquals(301, answer.statusCode());
            assertEquals(Optional.of(location), answer.headers().firstValue("Location"));
            assertEquals(Optional.of("no-store"), answer.headers().firstValue("Cache-Control"));
            assertEquals("", answer.body());
        }
    }

    @Test
    void putsNothingIntoTheLocationThatNoHeaderHolds() {
        String answer = served.raw("GET /models/acme/old/stats/chart.svg?title=\"<>");

        assertTrue(answer.startsWith("HTTP/1.1 301 "), answer);
        assertTrue(answer.contains("\r\nLocation: /models/zoo/new.v2/stats/chart.svg?title="), answer);
    }

    @Test
    void addsUpUnderThePresentNameAndRefusesABadParameterUnderAnyName() {
        assertEquals(
                "{\"downloads\":6,\"likes\":0}",
                served.get("/models/zoo/new.v2/stats").body());
        assertEquals(400, served.get("/models/acme/old/stats/recent?days=0").statusCode());
    }

    @Test
    void leadsEachRouteThere() {
        for (String route : ROUTES) {
            var answer = served.get("/models/acme/old" + route, "Authorization", OWNER);
            assertEquals(301, answer.statusCode(), route);
        }
    }

    @Test
    void tellsNobodyOfAPrivateRepositoryWhatItWasCalled() {
        register(OLD, false, false);
        register(NEW, false, true);

        assertHidden(OWNER_OF_OLD);
        assertEquals(
                301,
                served.get("/models/acme/old/stats", "Authorization", OWNER).statusCode());
    }

    @Test
    void hidesARemovedRepositoryUnderEachName() {
        register(OLD, false, false);
        register(NEW, true, false);

        assertHidden(OWNER_OF_OLD);
        assertHidden(OWNER);
    }

    @Test
    void showsNoMoreThanTheFormerNamesAsLongAsThePresentOneIsNotRegistered() {
        register(OLD, false, true);
        register(MIDDLE, false, false);
        assertHidden(OWNER);
        assertEquals(
                301,
                served.get("/models/acme/old/stats", "Authorization", OWNER_OF_OLD)
                        .statusCode());

        register(NEW, false, false);
        assertEquals(301, served.get("/models/acme/old/stats").statusCode());
    }

    /** Holds every answer to that about a name that nobody ever heard of. */
    private void assertHidden(String authorization) {
        for (String name : List.of("acme/old", "acme/middle", "zoo/new.v2")) {
            for (String route : ROUTES) {
                served.get(
                        "/models/acme/never" + route,
                        "Authorization",
                        authorization); // what is kept for a while is there
                long before = state.reads();
                var unknown = served.get("/models/acme/never" + route, "Authorization", authorization);
                long ofUnknown = state.reads() - before;
                var hidden = served.get("/models/" + name + route, "Authorization", authorization);
                assertEquals(2 * ofUnknown, state.reads() - before, "look-ups for " + name + route);
                assertEquals(404, hidden.statusCode());
                assertEquals(Served.comparable(unknown), Served.comparable(hidden), name + route);
            }
        }
        for (String target : List.of(
                "/trending",
                "/v1/search",
                "/v1/search?q=old",
                "/v1/daily",
                "/v1/hourly",
                "/model_references/statistics/model")) {
            String text = served.get(target, "Authorization", authorization).body();
            assertFalse(text.contains("old") || text.contains("middle") || text.contains("new.v2"), text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"old", "middle"})
    void standsForItselfAgainOnceTheRenameHasEnded(String name) {
        state.rename(new RenameEvent(repo("acme", name), Optional.empty(), Served.NOW));

        assertEquals(200, served.get("/models/acme/" + name + "/stats").statusCode());
    }

    @Test
    void listsALikeOnceUnderHoweverManyNamesItWasGiven() {
        RepoId other = repo("zoo", "other");
        var liked = new InMemoryState(1)
                .put(other, TODAY, DailyCounts.ZERO)
                .rename(new RenameEvent(OLD, Optional.of(NEW), Served.NOW))
                .like(new Like(OLD, "ann", Served.NOW))
                .like(new Like(NEW, "ann", Served.NOW.minusSeconds(1)))
                .like(new Like(other, "ann", Served.NOW.minusSeconds(2)));

        assertEquals(
                "{\"likes\":[{\"id\":\"zoo/new.v2\",\"type\":\"model\",\"since\":\"2026-11-20T23:59:59Z\"},"
                        + "{\"id\":\"zoo/other\",\"type\":\"model\",\"since\":\"2026-11-20T23:59:57Z\"}]}",
                new Asked(liked).text(Caller.ANONYMOUS, "/v1/users/ann/likes?limit=2"));
    }

    @Test
    void ignoresTheRenameThatClosesACycle() {
        state.rename(new RenameEvent(NEW, Optional.of(OLD), Served.NOW.plusSeconds(1)));

        assertEquals(
                "{\"downloads\":6,\"likes\":0}",
                served.get("/models/zoo/new.v2/stats").body());
        assertEquals(301, served.get("/models/acme/old/stats").statusCode());
    }
}
