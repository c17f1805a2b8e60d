package dev.footfall.proofs.siege;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DescribedRequestsTest {
    private static final String DOCUMENT = """
            {"paths": {
              "/{type}s/{name}/stats": {"get": {"parameters": [
                {"name": "type", "in": "path", "schema": {"enum": ["model", "space"]}},
                {"name": "name", "in": "path", "schema": {"type": "string"}},
                {"name": "days", "in": "query", "schema": {"minimum": 1, "maximum": 92, "default": 7}}]}},
              "/v1/bulk": {"post": {}, "servers": [{"url": "/"}]}}}""";

    private final DescribedRequests described = DescribedRequests.of(DOCUMENT);
    private final List<Draft> drafts = drafts();

    private List<Draft> drafts() {
        var random = new SplittableRandom(7);
        return Stream.generate(() -> described.next(random)).limit(1_000).toList();
    }

    @Test
    void asksEveryRouteWithAndWithoutThePrefix() {
        assertEquals(2, described.routes());
        Set<String> asked = drafts.stream()
                .map(draft -> draft.method() + " " + draft.target().replaceFirst("[?].*", ""))
                .collect(Collectors.toSet());

        assertTrue(asked.containsAll(Set.of("POST /v1/bulk", "POST /api/v1/bulk")), asked::toString);
        assertTrue(asked.stream().anyMatch(line -> line.startsWith("GET /models/")), asked::toString);
        assertTrue(asked.stream().anyMatch(line -> line.startsWith("GET /api/spaces/")), asked::toString);
    }

    @Test
    void leavesNoParameterOfAPathOpen() {
        for (Draft draft : drafts) assertFalse(draft.target().contains("{"), draft::target);
    }

    @Test
    void asksForBoundsOfParameters() {
        for (String bound : List.of("days=1", "days=92", "days=7")) {
            assertTrue(drafts.stream().anyMatch(draft -> draft.target().endsWith("?" + bound)), bound);
        }
    }

    @Test
    void hasATokenAlways() {
        for (Draft draft : drafts) assertTrue(draft.text().contains("Authorization: Bearer ey"), draft::text);
    }

    @Test
    void refusesADescriptionWithoutRoutes() {
        assertThrows(IllegalStateException.class, () -> DescribedRequests.of("{}"));
    }
}
