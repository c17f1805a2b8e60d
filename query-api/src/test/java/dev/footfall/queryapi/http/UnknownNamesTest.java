package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question that is half understood is not answered. */
class UnknownNamesTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private final Asked asked = new Asked(new InMemoryState(4)
            .put(new RepoId(RepoType.MODEL, "myorg", "mymodel"), TODAY, new DailyCounts(4, 1, 8, 0, 0, 0))
            .put(new RepoId(RepoType.DATASET, "myorg", "tool"), TODAY, new DailyCounts(2, 0, 2, 0, 0, 0))
            .current(Served.NOW, 0));
    private final List<DescribedOperation> operations =
            DescribedOperation.of(asked.json(Caller.ANONYMOUS, "/openapi.json"));

    @Test
    void refusesAParameterThatARouteDoesNotHave() {
        for (DescribedOperation operation : operations) {
            if (!isOwn(operation)) continue;
            Reply reply = ask(operation, "?no-such%0A=1");

            assertEquals(400, reply.status(), operation.template());
            assertEquals("no-such?", Asked.json(reply).get("parameter").asText());
            assertEquals("1", Asked.json(reply).get("value").asText());
            assertEquals("Unknown parameter no-such?", reply.headers().get("X-Error-Message"));
        }
    }

    @Test
    void namesTheParameterThatWasProbablyMeant() {
        for (DescribedOperation operation : operations) {
            if (!isOwn(operation)) continue;
            operation.queryParameters().map(it -> it.get("name").asText()).forEach(name -> {
                if (name.length() < 4) return;
                String slip = name.substring(0, 2) + name.substring(3);
                JsonNode problem = Asked.json(ask(operation, "?" + slip + "=1"));

                assertEquals(name, problem.path("nearest").asText(), operation.template());
                assertTrue(
                        problem.get("detail").asText().startsWith("unknown parameter " + slip + ": did you mean "),
                        problem::toString);
            });
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/trending?top=2, limit",
        "/v1/daily?start_date=2026-11-01, from",
        "/v1/gaps?since=2026-11-01, from",
        "/trending?at=2026-11-01, to",
        "/v1/search?query=a, q",
        "/models/myorg/mymodel/stats/recent?dyas=7, days"
    })
    void knowsOtherApisWordsAndSwappedLetters(String path, String nearest) {
        assertEquals(nearest, asked.json(Caller.ANONYMOUS, path).path("nearest").asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/trending", "/v1/search?q=t", "/v1/daily?format=ndjson"})
    void takesTypeAndRepoTypeAlike(String path) {
        String base = path + (path.contains("?") ? "&" : "?");
        String ofType = text(base + "type=dataset");

        assertTrue(ofType.contains("myorg/tool") && !ofType.contains("mymodel"), ofType);
        assertEquals(ofType, text(base + "repo_type=dataset"));
        Reply both = asked.reply(Caller.ANONYMOUS, base + "type=dataset&repo_type=dataset");
        assertEquals(400, both.status());
        assertEquals("repo_type", Asked.json(both).get("parameter").asText());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/trending",
                "/v1/daily",
                "/v1/hourly",
                "/v1/gaps",
                "/v1/namespaces/myorg/stats",
                "/v1/compare.svg?repos=myorg/mymodel",
                "/v1/namespaces/myorg/chart.svg",
                "/models/myorg/mymodel/stats/recent",
                "/models/myorg/mymodel/stats/hourly",
                "/models/myorg/mymodel/stats/clients",
                "/models/myorg/mymodel/stats/files",
                "/models/myorg/mymodel/stats/visitors",
                "/models/myorg/mymodel/stats/chart.svg"
            })
    void completesAPeriodAndSaysIt(String path) {
        String base = path + (path.contains("?") ? "&" : "?");

        assertEquals("2026-11-18/2026-11-20", period(base + "from=2026-11-18"));
        assertEquals("2026-11-18/2026-11-19", period(base + "to=2026-11-19&days=2"));
        assertEquals("2026-11-18/2026-11-19", period(base + "from=2026-11-18&days=2"));
        assertEquals("2026-11-20/2026-11-20", period(base + "days=1"));
        assertTrue(period(base + "to=2026-11-18").endsWith("/2026-11-18"));
    }

    private String period(String path) {
        Reply reply = asked.reply(Caller.ANONYMOUS, path);
        reply.discard();
        return reply.headers().getOrDefault(Period.HEADER, "none, " + reply.status());
    }

    @Test
    void asksForATokenBeforeItNamesAParameter() {
        assertEquals(401, asked.reply(Caller.ANONYMOUS, "/v1/whatif?no-such=1").status());
    }

    /** Other products' clients send what they like. */
    private static boolean isOwn(DescribedOperation operation) {
        return !operation.template().matches("/(v1/analytics|model_references|data)(/.*)?");
    }

    private Reply ask(DescribedOperation operation, String query) {
        String body = operation.method().equals("post") ? "{}" : "";
        return asked.reply(Asked.ADMIN, operation.target(OpenApiTest.KNOWN, query), body);
    }

    private String text(String path) {
        Reply reply = asked.reply(Caller.ANONYMOUS, path);
        return reply.streamed().isPresent() ? Asked.streamed(reply) : asked.text(Caller.ANONYMOUS, path);
    }
}
