package dev.footfall.queryapi.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The counters of one repository, once and as they grow. */
@Tag("slow")
class CountersEndpointTest {
    private static final RepoId OPEN = new RepoId(RepoType.MODEL, "acme", "open");
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final String PATH = "/models/acme/open/stats/live";
    private static final String[] OWNER = {"Authorization", Tokens.bearer("acme", Set.of(), false)};

    private final InMemoryState state = new InMemoryState(4)
            .put(OPEN, TODAY.minusDays(1), new DailyCounts(40, 0, 40, 0))
            .put(OPEN, TODAY, new DailyCounts(2, 0, 2, 0))
            .current(Served.NOW, 0);
    private final Served server = Served.knowing(state, 100_000, TrustedProxies.NONE);

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void answersOnceAsJson() {
        assertEquals(
                "{\"downloads\":42,\"date\":\"2026-11-20\",\"today\":2}",
                server.json(PATH).toString());
        assertEquals(304, server.get(PATH, "If-None-Match", "*").statusCode());
    }

    @Test
    void sendsAnEventWhenTheyHaveChangedAndNoOther() {
        try (var follower = new Follower(server, PATH)) {
            assertEquals(
                    42, follower.next().orElseThrow().data().get("downloads").asInt());
            state.put(OPEN, TODAY, new DailyCounts(5, 0, 5, 0));

            Follower.Event event = follower.next(one -> one.data().get("today").asInt() != 2);

            assertEquals("stats", event.name());
            assertEquals(
                    "{\"downloads\":45,\"date\":\"2026-11-20\",\"today\":5}",
                    event.data().toString());
        }
    }

    @Test
    void isSilentWhileCountingIsTooFarBehind() {
        try (var bounded = Served.serving(state, Served.config(10, QueryConfig.Unregistered.PUBLIC));
                var follower = new Follower(bounded, PATH)) {
            assertEquals(2, follower.next().orElseThrow().data().get("today").asInt());
            state.current(Served.NOW, 11);
            state.put(OPEN, TODAY, new DailyCounts(5, 0, 5, 0));
            assertEquals(503, bounded.get(PATH).statusCode());
            long before = state.reads();
            while (state.reads() < before + 2) Thread.onSpinWait();

            state.put(OPEN, TODAY, new DailyCounts(9, 0, 9, 0)).current(Served.NOW, 10);

            assertEquals(9, follower.next().orElseThrow().data().get("today").asInt());
        }
    }

    @Test
    void isNotThereForThoseWhoMayNotSeeTheRepository() {
        register(true);
        String[] wanted = {"Accept", "text/event-stream"};

        assertEquals(
                Served.comparable(server.get("/models/acme/never/stats/live", wanted)),
                Served.comparable(server.get(PATH, wanted)));
        assertEquals(404, server.get(PATH, wanted).statusCode());
        try (var owner = new Follower(server, PATH, OWNER)) {
            assertTrue(owner.next().isPresent());
        }
    }

    @Test
    void endsWhenTheRepositoryBecomesPrivateAndGoesOnForItsOwner() {
        try (var anybody = new Follower(server, PATH);
                var owner = new Follower(server, PATH, OWNER)) {
            assertTrue(anybody.next().isPresent());
            register(true);

            while (anybody.next().isPresent()) assertEquals(200, anybody.response.statusCode());

            state.put(OPEN, TODAY, new DailyCounts(9, 0, 9, 0));
            owner.next(one -> one.data().get("today").asInt() == 9);
        }
    }

    @Test
    void endsWhenTheRepositoryHasAnotherName() {
        try (var follower = new Follower(server, PATH)) {
            state.rename(new RenameEvent(OPEN, Optional.of(new RepoId(RepoType.MODEL, "acme", "new")), Instant.EPOCH));

            while (follower.next().isPresent()) assertEquals(200, follower.response.statusCode());
        }
        assertEquals(301, server.get(PATH, "Accept", "text/event-stream").statusCode());
    }

    private void register(boolean isPrivate) {
        state.register(new RepositoryEvent(OPEN, Instant.EPOCH, false, isPrivate, false, RepositoryDetails.NONE));
    }
}
