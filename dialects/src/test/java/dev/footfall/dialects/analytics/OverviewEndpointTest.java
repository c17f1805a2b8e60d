package dev.footfall.dialects.analytics;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OverviewEndpointTest {
    private static final String ADMINISTRATOR = Tokens.bearer("root", Set.of(), true);
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId MODEL = new RepoId(RepoType.MODEL, "acme", "tool");
    private static final RepoId DATASET = new RepoId(RepoType.DATASET, "acme", "tool");

    private final InMemoryState state =
            new InMemoryState(4).put(MODEL, TODAY, new DailyCounts(1, 0, 1, 0)).current(Served.NOW, 3);
    private final Served served = Served.knowing(state, 0, TrustedProxies.NONE);

    @AfterEach
    void stop() {
        served.close();
    }

    private HttpResponse<String> ask(String path) {
        return served.get("/api/v1/analytics/models/" + path, "Authorization", ADMINISTRATOR);
    }

    private JsonNode json(String path) {
        HttpResponse<String> response = ask(path);
        assertEquals(200, response.statusCode(), response.body());
        return Served.json(response);
    }

    @Test
    void hasEveryDayUntilTodayAndTheWordsThatAreStillTheLast() {
        state.like(new Like(MODEL, "alice", Served.NOW.minusSeconds(86_400)))
                .like(new Like(MODEL, "bob", Served.NOW.minusSeconds(86_400)))
                .like(new Like(DATASET, "bob", Served.NOW));

        assertEquals(
                "[{\"date\":\"2026-11-19\",\"won\":2,\"lost\":0},{\"date\":\"2026-11-20\",\"won\":0,\"lost\":0}]",
                json("acme%2Ftool/overview?days=2").get("history").toString());
        assertEquals(30, json("acme%2Ftool/overview").get("history").size());
        assertEquals(
                "2026-10-22", json("acme%2Ftool/overview").at("/history/0/date").asText());
        assertEquals(2, json("acme%2Ftool/overview?days=0").get("history").size());
    }

    @Test
    void hasNoHistoryOfARepositoryOfWhichNobodySaidAWord() {
        assertEquals("[]", json("acme%2Ftool/overview?days=0").get("history").toString());
        assertEquals("[]", json("acme%2Ftool/overview?days=0").get("tags").toString());
    }

    @Test
    void namesTheTenClientsWithMostDownloadsOfAllTime() {
        for (int day = 0; day < 2; day++) {
            var section = new ValueWriter();
            for (int client = 0; client < 12; client++) section.number(client).number(client / 2 + 1);
            byte[] tail =
                    new ValueWriter().number(2).bytes(section.toByteArray()).toByteArray();
            LocalDate date = TODAY.minusDays(5_000L * day);
            state.put(MODEL, date, new DailyCounts(42, 0, 42, 0)).putTail(MODEL, date, tail);
        }

        JsonNode tags = json("acme/tool/overview?days=1").get("tags");

        assertEquals(10, tags.size());
        assertEquals(ClientProduct.GIT_LFS.label(), tags.at("/0/tag").asText());
        assertEquals(12, tags.at("/0/count").asLong());
        assertEquals(ClientProduct.GO_HTTP_CLIENT.label(), tags.at("/1/tag").asText());
        assertEquals(4, tags.at("/9/count").asLong());
    }

    @ParameterizedTest
    @CsvSource({
        "acme%2Ftool, 200",
        "acme/tool, 200",
        "acme%2ftool, 200",
        "datasets%2Facme%2Ftool, 404",
        "datasets/acme/tool, 404",
        "spaces/acme%2Ftool, 404",
        "models/acme/tool, 404",
        "models%2Facme%2Ftool, 404",
        "tool, 404",
        "acme%2Fother, 404",
        "acme%252Ftool, 404",
        "%FF, 404",
    })
    void findsARepositoryByItsNameHoweverItsSlashesAreSent(String id, int status) {
        assertEquals(status, ask(id + "/overview").statusCode());
        assertEquals(401, served.get("/v1/analytics/models/" + id + "/overview").statusCode());
    }

    @Test
    void tellsTypesApartByTheirNames() {
        state.put(DATASET, TODAY, new DailyCounts(1, 0, 1, 0)).like(new Like(DATASET, "bob", Served.NOW));

        assertEquals(
                1,
                json("datasets%2Facme%2Ftool/overview?days=1")
                        .at("/history/0/won")
                        .asLong());
        assertEquals(
                1,
                json("datasets/acme/tool/overview?days=1").at("/history/0/won").asLong());
        assertEquals(0, json("acme/tool/overview?days=1").at("/history/0/won").asLong());
    }

    @Test
    void saysOfWhatIsRemovedWhatItSaysOfWhatNeverWas() {
        state.register(new RepositoryEvent(MODEL, Served.NOW, true, false, false, RepositoryDetails.NONE));

        assertEquals(Served.comparable(ask("acme%2Fnever/overview")), Served.comparable(ask("acme%2Ftool/overview")));
        assertEquals(404, ask("acme%2Ftool/overview").statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"days=-1", "days=3661", "days=x", "group_id=g"})
    void refusesAParameterBeforeItLooksForTheRepository(String query) {
        HttpResponse<String> response = ask("acme%2Fnever/overview?" + query);

        assertEquals(400, response.statusCode());
        assertEquals(
                query.substring(0, query.indexOf('=')),
                Served.json(response).get("parameter").asText());
    }

    @Test
    void isWholeOrNotThere() {
        state.restoring(state.partitionOf(MODEL));

        assertEquals(503, ask("acme%2Ftool/overview").statusCode());
    }
}
