package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The query API with its extras against the one of the last release. */
class ReleasedApiTest {
    @Test
    void losesAndRequiresOnlyWhatTheChangelogNames() throws IOException {
        JsonNode now = new Asked(new InMemoryState(4).current(Served.NOW, 0)).json(Caller.ANONYMOUS, "/openapi.json");

        assertEquals(List.of(), ReleasedApi.unnamedChanges(now, "released-api.txt"));
    }

    @Test
    void findsWhatIsGoneAndWhatIsNecessaryFromNowOn() throws IOException {
        JsonNode before = new ObjectMapper().readTree("""
                {"paths": {"/a": {"get": {"parameters": [
                    {"name": "sort", "in": "query", "schema": {"type": "string", "enum": ["x", "y"]}},
                    {"name": "top", "in": "query", "schema": {"type": "integer"}}],
                  "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/s/B"}}}},
                  "responses": {"200": {"content": {"application/json": {"schema": {"$ref": "#/s/A"}}}}}}},
                  "/b": {"get": {}}},
                 "s": {"B": {"type": "object", "properties": {"time": {"type": "string"}, "user": {"type": "string"}}}, "A": {"type": "object", "properties": {"rows": {"type": "array", "items":
                    {"type": "object", "properties": {"id": {"type": "string"}}}}}}}}""");
        JsonNode after = new ObjectMapper().readTree("""
                {"paths": {"/a": {"get": {"parameters": [
                    {"name": "sort", "in": "query", "required": true, "schema": {"type": "string", "enum": ["x", "z"]}}],
                  "requestBody": {"content": {"application/json": {"schema": {"type": "object", "required": ["user"],
                    "properties": {"user": {"type": "string"}}}}}},
                  "responses": {"200": {"content": {"application/json": {"schema":
                    {"type": "object", "properties": {"rows": {"type": "array", "items": {"type": "object"}}}}}}}}}}}}""");

        assertEquals(
                List.of(
                        "GET /a < time string",
                        "GET /a > rows[].id string",
                        "GET /a ?sort=y",
                        "GET /a ?top integer",
                        "GET /b",
                        "GET /a needs sort",
                        "GET /a needs user"),
                ReleasedApi.unnamed(ReleasedApi.summary(before), ReleasedApi.summary(after), List.of("")));
        assertEquals(
                List.of("GET /a > rows[].id string", "GET /a ?sort=y", "GET /a needs user"),
                ReleasedApi.unnamed(
                        ReleasedApi.summary(before),
                        ReleasedApi.summary(after),
                        List.of(
                                "- `GET /a`: `top` and `time` are gone, `sort` is needed",
                                "- `GET /b` is gone; `rows[].id`")));
    }
}
