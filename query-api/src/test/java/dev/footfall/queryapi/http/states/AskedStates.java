package dev.footfall.queryapi.http.states;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.http.Served;
import dev.footfall.web.Reply;
import java.net.http.HttpResponse;
import java.util.List;

/** Two states, asked by an administrator over HTTP. */
record AskedStates(Served served) implements AutoCloseable {
    HttpResponse<String> get(String path) {
        return served.get(path, "Authorization", TwoStates.ADMIN);
    }

    HttpResponse<String> post(String action, String body) {
        return served.post("/v1/whatif/" + action, Reply.JSON, body, "Authorization", TwoStates.ADMIN);
    }

    JsonNode list() {
        return Served.json(get("/v1/whatif")).path("states");
    }

    /** The names of all states, the one that answers first. */
    List<String> names() {
        return list().findValuesAsText("state");
    }

    /** A response, which has this status. */
    static HttpResponse<String> answered(int status, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        return response;
    }

    /** Fails unless a response names this parameter, its value, and what is allowed. */
    static void refused(String parameter, String allowed, HttpResponse<String> response) {
        JsonNode problem = Served.json(answered(400, response));
        assertEquals(parameter, problem.path("parameter").asText(), response.body());
        assertEquals(allowed, problem.path("allowed").asText(), response.body());
        assertTrue(problem.has("value"), response.body());
    }

    @Override
    public void close() {
        served.close();
    }
}
