package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import java.time.LocalDate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients of other products send parameters of their own, and are answered as if they had not. */
class LenientApisTest {
    private final Asked asked = new Asked(new InMemoryState(4)
            .put(
                    new RepoId(RepoType.MODEL, "myorg", "mymodel"),
                    LocalDate.parse("2026-11-19"),
                    new DailyCounts(4, 1, 8, 0, 0, 0))
            .current(Served.NOW, 0));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/analytics/models",
                "/v1/analytics/users",
                "/v1/analytics/summary",
                "/v1/analytics/daily",
                "/v1/analytics/tokens",
                "/v1/analytics/models/myorg%2Fmymodel/chats",
                "/v1/analytics/models/myorg%2Fmymodel/overview",
                "/model_references/statistics/model",
                "/model_references/statistics/model/with-stats",
                "/data",
                "/data/self",
                "/hf/api/models",
                "/hf/api/models/myorg/mymodel"
            })
    void ignoresWhatItDoesNotKnow(String path) {
        var plain = asked.reply(Asked.ADMIN, path);
        var more = asked.reply(Asked.ADMIN, path + "?_=1795132800&utm_source=page&default_time=hour");

        assertEquals(200, plain.status(), path);
        assertEquals(200, more.status(), path);
        if (plain.streamed().isEmpty()) assertEquals(Asked.json(plain), Asked.json(more));
        else assertEquals(Asked.streamed(plain), Asked.streamed(more));
    }

    /** The product's own routes on the same server do not. */
    @ParameterizedTest
    @ValueSource(strings = {"/trending", "/v1/search", "/models/myorg/mymodel/stats", "/v1/whatif"})
    void isTheRuleOfTheseApisAlone(String path) {
        JsonNode problem = Asked.json(asked.reply(Asked.ADMIN, path + "?_=1795132800"));

        assertEquals(400, problem.get("status").asInt());
        assertTrue(problem.get("detail").asText().startsWith("unknown parameter _ (allowed: "), problem::toString);
    }
}
