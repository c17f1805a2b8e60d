package dev.footfall.queryapi.http.live;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.ArrivalStep;
import dev.footfall.aggregator.counts.ArrivalSums;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.RepositoryArrivals;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import dev.footfall.rules.ExclusionReason;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The last hour, once and as events. */
@Tag("slow")
class LiveEndpointTest {
    private static final RepoId OPEN = new RepoId(RepoType.MODEL, "acme", "open");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "acme", "secret");
    private static final String[] ADMIN = {"Authorization", Tokens.bearer("root", Set.of(), true)};
    private static final long NOW = Served.NOW.toEpochMilli() / 5_000 * 5_000;
    private static final long HOUR = 3_600_000;

    private final InMemoryState state = new InMemoryState(2)
            .register(new RepositoryEvent(SECRET, Instant.EPOCH, false, true, false, RepositoryDetails.NONE))
            .arrived(0, hour(0, new ArrivalStep(NOW - 5_000, 2, 3, 40), 7, OPEN))
            .arrived(1, hour(0, new ArrivalStep(NOW - 5_000, -1, 1, 2), 9, SECRET))
            .current(Served.NOW, 0);
    private final Served server = Served.knowing(state, 100_000, TrustedProxies.NONE);

    private static LastHour hour(long sinceMillis, ArrivalStep step, long downloads, RepoId repo) {
        var sums = new ArrivalSums(
                Map.of(ExclusionReason.STATUS, 1L, ExclusionReason.DUPLICATE, downloads),
                1,
                Map.of(ClientProduct.CURL, 1L, ClientProduct.HF_HUB, 2L),
                List.of(new RepositoryArrivals(repo, downloads)));
        return new LastHour(sinceMillis, List.of(step), sums);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void addsUpTheLastHourOfAllPartitions() {
        JsonNode live = server.json("/v1/live");

        assertEquals(
                Instant.ofEpochMilli(NOW - HOUR).toString(), live.get("from").asText());
        assertEquals(live.get("from"), live.get("since"));
        assertEquals(5, live.get("step_seconds").asInt());
        assertEquals(721, live.get("files").size());
        assertEquals("[1,0]", last(live, "downloads"));
        assertEquals("[4,0]", last(live, "files"));
        assertEquals("[42,0]", last(live, "bytes"));
        assertEquals(
                "[{\"reason\":\"duplicate\",\"events\":16},{\"reason\":\"status\",\"events\":2}]",
                live.get("excluded").toString());
        assertEquals(2, live.get("rejected").asInt());
        assertEquals(
                "[{\"agent\":\"hf_hub\",\"downloads\":4},{\"agent\":\"curl\",\"downloads\":2}]",
                live.get("agents").toString());
    }

    @Test
    void listsNoRepositoryThatOnlyLostDownloadsAndDescribesStepsThatDid() {
        state.arrived(0, hour(0, new ArrivalStep(NOW - 5_000, -2, -1, -40), -2, OPEN));

        JsonNode live = server.json("/v1/live");

        assertEquals("[0,0]", last(live, "files"));
        assertEquals("[]", names(live));
        JsonNode shape = server.json("/openapi.json").at("/components/schemas/Live/properties");
        for (String field : List.of("downloads", "files", "bytes")) {
            assertTrue(shape.at("/" + field + "/items/minimum").asLong() < 0, field);
        }
    }

    private static String last(JsonNode live, String field) {
        JsonNode all = live.get(field);
        return "[" + all.get(all.size() - 2) + "," + all.get(all.size() - 1) + "]";
    }

    @Test
    void hasNoStepsOfATimeOfWhichNotAllIsKnown() {
        state.arrived(1, hour(NOW - 19_999, new ArrivalStep(NOW - 5_000, 1, 1, 1), 1, SECRET));

        JsonNode live = server.json("/v1/live");

        assertEquals(
                Instant.ofEpochMilli(NOW - 15_000).toString(), live.get("since").asText());
        assertEquals(live.get("since"), live.get("from"));
        assertEquals(4, live.get("downloads").size());
    }

    @Test
    void hasNoStepsAtAllWhenNothingIsKnownYet() {
        state.arrived(1, hour(NOW + 60_000, new ArrivalStep(NOW + 60_000, 1, 1, 1), 1, SECRET));

        assertEquals(0, server.json("/v1/live").get("downloads").size());
    }

    @Test
    void namesPrivateRepositoriesToAdministratorsAlone() {
        assertEquals("[\"acme/open\"]", names(server.json("/v1/live")));
        assertEquals("[\"acme/secret\",\"acme/open\"]", names(Served.json(server.get("/v1/live", ADMIN))));
        try (var everybody = new Follower(server, "/v1/live");
                var administrator = new Follower(server, "/v1/live", ADMIN)) {
            for (int i = 0; i < 3; i++) {
                assertEquals(
                        "[\"acme/open\"]", names(everybody.next().orElseThrow().data()));
                assertEquals(
                        "[\"acme/secret\",\"acme/open\"]",
                        names(administrator.next().orElseThrow().data()));
                touch(i);
            }
        }
    }

    private static String names(JsonNode live) {
        var names = new ArrayList<String>();
        live.get("repositories").forEach(one -> names.add('"' + one.get("id").asText() + '"'));
        return names.toString().replace(" ", "");
    }

    private void touch(int downloads) {
        state.arrived(0, hour(0, new ArrivalStep(NOW, 5 + downloads, 5, 5), 7, OPEN));
    }

    @Test
    void namesARepositoryAsItIsCalledNow() {
        var former = new RepoId(RepoType.MODEL, "acme", "former");
        state.rename(new RenameEvent(former, Optional.of(OPEN), Instant.EPOCH))
                .arrived(1, hour(0, new ArrivalStep(NOW, 1, 1, 1), 3, former));

        JsonNode repositories = server.json("/v1/live").get("repositories");

        assertEquals(
                "[{\"id\":\"acme/open\",\"type\":\"model\",\"downloads\":10,\"private\":false}]",
                repositories.toString());
    }

    @Test
    void sendsTheHourAndThenWhatIsNew() {
        try (var follower = new Follower(server, "/v1/live")) {
            assertEquals("text/event-stream", header(follower.response, "Content-Type"));
            assertEquals("no-store", header(follower.response, "Cache-Control"));
            assertEquals("hour", follower.next().orElseThrow().name());
            touch(1);

            Follower.Event event =
                    follower.next(one -> last(one.data(), "downloads").equals("[-1,6]"));

            assertEquals("recent", event.name());
            assertTrue(event.data().get("at").asText().startsWith("2026-11-20T"));
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    @Test
    void isRefusedWhileAPartitionCannotBeAsked() {
        state.restoring(1);

        assertEquals(503, server.get("/v1/live").statusCode());
        assertEquals(503, server.get("/v1/live", "Accept", "text/event-stream").statusCode());
    }

    @Test
    void goesOnWhenAPartitionIsBack() {
        try (var follower = new Follower(server, "/v1/live")) {
            assertEquals("hour", follower.next().orElseThrow().name());
            state.restoring(1);
            touch(2);
            state.back(1);

            follower.next(one -> last(one.data(), "downloads").equals("[-1,7]"));
        }
    }

    @Test
    void takesNoThreadForAStreamAndBoundsThoseOfOneCaller() {
        var followers = new ArrayList<Follower>();
        for (int i = 0; i < 250; i++) followers.add(new Follower(server, "/v1/live"));

        assertEquals(429, server.get("/v1/live", "Accept", "text/event-stream").statusCode());
        assertEquals(200, server.get("/v1/live").statusCode());
        String metrics = server.get("/metrics").body();
        assertTrue(metrics.contains("footfall_query_streams 250.0"), metrics);
        touch(3);
        for (Follower one : followers) {
            one.next(event -> last(event.data(), "downloads").equals("[-1,8]"));
        }
        long threads = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("query-http"))
                .count();
        assertTrue(threads < 250, () -> threads + " threads");
        followers.forEach(Follower::close);
    }

    @Test
    void endsWholeWhenTheServerStops() {
        Served stopping = Served.serving(state);
        try (var follower = new Follower(stopping, "/v1/live")) {
            assertTrue(follower.next().isPresent());

            stopping.close();

            while (follower.next().isPresent()) assertEquals(200, follower.response.statusCode());
        }
    }

    @Test
    void answersHeadWithoutAStream() {
        HttpResponse<String> head = server.send("HEAD", "/v1/live", "Accept", "text/event-stream");

        assertEquals(200, head.statusCode());
        assertEquals("application/json", header(head, "Content-Type"));
    }
}
