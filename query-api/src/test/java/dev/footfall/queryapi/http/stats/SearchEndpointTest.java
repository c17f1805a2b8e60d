package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SearchEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId OLD = model("acme", "former");
    private static final RepoId NEW = model("zoo", "present");

    private final InMemoryState state = new InMemoryState(4)
            .put(model("acme", "kestrel"), TODAY, downloads(1))
            .put(model("acme", "kestrel-chat"), TODAY.minusDays(400), downloads(7))
            .put(model("acme", "big_Kestrel"), TODAY, downloads(90))
            .put(model("alice", "kestrel-secret"), TODAY, downloads(50))
            .put(model("acme", "kestrel-gone"), TODAY, downloads(60))
            .put(new RepoId(RepoType.DATASET, "kestrel", "corpus"), TODAY, downloads(3))
            .register(Registered.privately(model("alice", "kestrel-secret")))
            .register(Registered.removed(model("acme", "kestrel-gone")))
            .current(Served.NOW, 3);
    private final Served served = Served.serving(state);

    @AfterEach
    void stop() {
        served.close();
    }

    private static RepoId model(String namespace, String name) {
        return new RepoId(RepoType.MODEL, namespace, name);
    }

    private static DailyCounts downloads(long number) {
        return new DailyCounts(number, 0, number, 0);
    }

    @Test
    void findsEqualNamesThenBeginningsThenWordsEachByDownloads() {
        HttpResponse<String> response = served.get("/v1/search?q=KESTREL&limit=2");

        assertEquals(
                "{\"repositories\":[{\"id\":\"acme/kestrel\",\"type\":\"model\",\"downloads\":1},"
                        + "{\"id\":\"acme/kestrel-chat\",\"type\":\"model\",\"downloads\":7}]}",
                Asked.beforeNext(response.body()));
        assertEquals("12", response.headers().firstValue("X-Footfall-Lag").orElseThrow());
        assertTrue(response.headers().firstValue("ETag").isPresent());
        assertEquals(
                List.of("acme/kestrel", "acme/kestrel-chat", "kestrel/corpus", "acme/big_Kestrel"), found("q=kestrel"));
        assertEquals(List.of("kestrel/corpus"), found("q=kestrel&type=dataset"));
        assertEquals(List.of("acme/big_Kestrel"), found("limit=1"));
        assertEquals(List.of(), found("q=estrel"));
    }

    @Test
    void showsPrivateRepositoriesToTheirOwnersAlone() {
        assertEquals(List.of(), found("q=secret"));

        JsonNode own = new Asked(state).json(Asked.ALICE, "/v1/search?q=alice/k");

        assertEquals("alice/kestrel-secret", own.at("/repositories/0/id").asText());
    }

    @Test
    void findsARenamedRepositoryByEachNameWithTheDownloadsOfAll() {
        state.put(OLD, TODAY, downloads(5)).put(NEW, TODAY, downloads(6));
        state.rename(new RenameEvent(OLD, Optional.of(NEW), Served.NOW));

        for (String text : List.of("former", "acme/form", "zoo", "present")) {
            JsonNode first = served.json("/v1/search?q=" + text).at("/repositories/0");
            assertEquals("zoo/present 11", first.get("id").asText() + " " + first.get("downloads"), text);
        }
        assertEquals(List.of("zoo/present"), found("q=zoo/present"));
    }

    @Test
    void leavesOutOfAPartWhatHasANameInAMissingPartition() {
        state.put(OLD, TODAY, downloads(5)).put(NEW, TODAY, downloads(6));
        state.rename(new RenameEvent(OLD, Optional.of(NEW), Served.NOW));
        state.restoring(state.partitionOf(OLD));

        JsonNode part = served.json("/v1/search?q=present&partial=allow");

        assertEquals(503, served.get("/v1/search?q=present").statusCode());
        assertEquals(
                "[" + state.partitionOf(OLD) + "]",
                part.get("missing_partitions").toString());
        assertEquals(0, part.get("repositories").size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit=0|limit|an integer from 1 to 100",
                "type=models|type|model, dataset or space",
                "q=a%0Ab|q|at most 200 characters, no control characters",
                "q=a&q=b|q|one value",
                "partial=yes|partial|allow"
            })
    void namesABadParameterAndWhatIsAllowed(String query, String name, String allowed) {
        HttpResponse<String> response = served.get("/api/v1/search?" + query);

        assertEquals(400, response.statusCode());
        assertEquals(
                "application/problem+json",
                response.headers().firstValue("Content-Type").orElseThrow());
        assertEquals(name, Served.json(response).get("parameter").asText());
        assertEquals(allowed, Served.json(response).get("allowed").asText());
    }

    @Test
    void refusesATextThatIsLongerThanAnyName() {
        assertEquals(200, served.get("/v1/search?q=" + "x".repeat(200)).statusCode());
        assertEquals(400, served.get("/v1/search?q=" + "x".repeat(201)).statusCode());
    }

    private List<String> found(String query) {
        var ids = new ArrayList<String>();
        served.json("/v1/search?" + query)
                .get("repositories")
                .forEach(row -> ids.add(row.get("id").asText()));
        return ids;
    }
}
