package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LikeEndpointsTest {
    private static final RepoId OPEN = new RepoId(RepoType.MODEL, "myorg", "open");
    private static final RepoId SECRET = new RepoId(RepoType.DATASET, "alice", "secret");
    private static final Instant SINCE = Instant.parse("2026-11-01T08:00:00Z");

    private final InMemoryState state = new InMemoryState(4)
            .register(Registered.openly(OPEN))
            .register(Registered.privately(SECRET))
            .like(new Like(OPEN, "alice", SINCE))
            .like(new Like(OPEN, "bob", SINCE.plusSeconds(60)))
            .like(new Like(SECRET, "bob", SINCE.plusSeconds(120)));
    private final Asked asked = new Asked(state);

    @Test
    void countsLikesInTheTotalsAlsoOfARepositoryThatNobodyDownloaded() {
        assertEquals("{\"downloads\":0,\"likes\":2}", asked.text(Caller.ANONYMOUS, "/models/myorg/open/stats"));
    }

    @Test
    void answersARegisteredRepositoryWithoutEventsWithADayOfZeros() {
        assertEquals(
                "{\"stats\":[{\"date\":\"2026-11-20\",\"downloads\":0,\"authenticated\":0,\"anonymous\":0,\"files\":0}],"
                        + "\"period\":{\"start\":\"2026-11-20\",\"end\":\"2026-11-20\",\"days\":1}}",
                asked.text(Caller.ANONYMOUS, "/models/myorg/open/stats/recent?days=1"));
    }

    @Test
    void tellsACallerWhetherTheyLikeARepository() {
        assertEquals("{\"liked\":true}", asked.text(Asked.ALICE, "/models/myorg/open/like"));
        assertEquals("{\"liked\":false}", asked.text(Asked.ALICE, "/datasets/alice/secret/like"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/myorg/open/like", "/models/no/thing/like", "/models/a..%2f/b/like"})
    void asksWhoTheCallerIsBeforeItLooksForTheRepository(String path) {
        Reply reply = new Asked(Asked.stateThat(() -> {
                    throw new AssertionError("was asked");
                }))
                .reply(Caller.ANONYMOUS, path);

        assertEquals(401, reply.status());
        assertEquals("Bearer realm=\"footfall\"", reply.headers().get("WWW-Authenticate"));
        assertEquals("Unauthorized", Asked.json(reply).get("code").asText());
    }

    @Test
    void listsTheNewestLikersFirst() {
        assertEquals(
                "{\"likers\":[{\"user\":\"bob\",\"since\":\"2026-11-01T08:01:00Z\"},"
                        + "{\"user\":\"alice\",\"since\":\"2026-11-01T08:00:00Z\"}]}",
                asked.text(Caller.ANONYMOUS, "/models/myorg/open/likers"));
        assertEquals(
                1,
                asked.json(Caller.ANONYMOUS, "/models/myorg/open/likers?limit=1")
                        .get("likers")
                        .size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"like", "likers", "stats", "stats/recent", "stats/badge.svg", "stats/badge.json"})
    void answersTheSameForAPrivateRepositoryAsForNone(String rest) {
        var stranger = new Caller(Optional.of("mallory"), Set.of("other"), false);

        Reply forbidden = asked.reply(stranger, "/datasets/alice/secret/" + rest);
        Reply unknown = asked.reply(stranger, "/datasets/alice/nothing/" + rest);

        assertEquals(404, forbidden.status());
        assertEquals(unknown.headers(), forbidden.headers());
        assertArrayEquals(unknown.body(), forbidden.body());
    }

    @Test
    void listsWhatAUserLikesOfWhatTheCallerMaySee() {
        String path = "/v1/users/bob/likes";

        assertEquals(
                "{\"likes\":[{\"id\":\"myorg/open\",\"type\":\"model\",\"since\":\"2026-11-01T08:01:00Z\"}]}",
                asked.text(Caller.ANONYMOUS, path));
        assertEquals(
                "alice/secret", asked.json(Asked.ALICE, path).at("/likes/0/id").asText());
        assertEquals(2, asked.json(Asked.ADMIN, path).get("likes").size());
    }

    @Test
    void leavesOutWhatMayNotBeSeenBeforeItCutsTheList() {
        assertEquals(
                "myorg/open",
                asked.json(Caller.ANONYMOUS, "/v1/users/bob/likes?limit=1")
                        .at("/likes/0/id")
                        .asText());
    }

    @Test
    void leavesOutALikeOfARepositoryThatIsNotKnown() {
        var ghost = new RepoId(RepoType.SPACE, "a", "ghost");
        state.like(new Like(ghost, "carol", SINCE));
        assertEquals("{\"likes\":[]}", asked.text(Caller.ANONYMOUS, "/v1/users/carol/likes"));

        state.put(ghost, LocalDate.parse("2026-11-20"), new DailyCounts(1, 0, 1, 0));
        assertEquals(
                1,
                asked.json(Caller.ANONYMOUS, "/v1/users/carol/likes")
                        .get("likes")
                        .size());
    }

    @Test
    void refusesTheLikesOfAUserWhenAPartitionIsMissingUnlessAPartWillDo() {
        state.restoring((state.partitionOf(OPEN) + 1) % 4);

        assertEquals(503, asked.reply(Caller.ANONYMOUS, "/v1/users/bob/likes").status());
        String partial = asked.text(Caller.ANONYMOUS, "/v1/users/bob/likes?partial=allow");
        assertTrue(partial.contains("\"complete\":false"), partial);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/models/myorg/open/likers?limit=0", "/v1/users/bob/likes?limit=101"})
    void namesALimitThatIsNotAllowed(String path) {
        Reply reply = asked.reply(Caller.ANONYMOUS, path);

        assertEquals(400, reply.status());
        assertEquals(
                "an integer from 1 to 100", Asked.json(reply).get("allowed").asText());
    }

    @Test
    void saysThatItIsNotReadyWhileNobodyKnowsWhatIsPrivate() {
        state.readiness(false, "restoring");

        assertEquals(
                503, asked.reply(Caller.ANONYMOUS, "/models/myorg/open/stats").status());
        assertEquals(503, asked.reply(Caller.ANONYMOUS, "/v1/users/bob/likes").status());
    }
}
