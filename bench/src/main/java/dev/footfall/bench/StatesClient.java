package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** An administrator's requests about a state that is counted beside the main one. */
final class StatesClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration PATIENCE = Duration.ofMinutes(30);
    private static final int OK = 200;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String server;
    private final String state;

    /** Requests about the state of that name. */
    StatesClient(int port, String state) {
        this.server = "http://127.0.0.1:" + port;
        this.state = state;
    }

    /** Begins to count it by the rules that answer, with another value of one setting. */
    void count(String setting, String value) {
        post("count", "{\"set\":{\"" + setting + "\":\"" + value + "\"}}");
    }

    /** Has it answer. */
    void promote() {
        post("promote", "{\"reason\":\"a benchmark\"}");
    }

    /** Has the one before answer again. */
    void demote() {
        post("demote", "{\"reason\":\"a benchmark\"}");
    }

    /** The records that it has counted; 0 while that is not known. */
    long counted() {
        return counting(state).path("counted").asLong();
    }

    /** Waits until it has counted the whole log. */
    void awaitCounted() {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (!isCounted()) {
            if (System.nanoTime() > giveUpNanos) throw new IllegalStateException(state + " was not counted in time");
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private boolean isCounted() {
        JsonNode counting = counting(state);
        boolean isKnown =
                counting.has("counted") && counting.path("detail").asText().isEmpty();
        return isKnown
                && counting.path("left").asLong() == 0
                && counting.path("counted").equals(counting("main").path("counted"));
    }

    private JsonNode counting(String name) {
        try (InputStream body = send(request("/v1/whatif"))) {
            for (JsonNode counting : JSON.readTree(body).path("states")) {
                if (counting.path("state").asText().equals(name)) return counting;
            }
            return JSON.createObjectNode();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The days that it counts differently, as they come. */
    InputStream diff() {
        return send(request("/v1/whatif/" + state + "/diff?by=row"));
    }

    private void post(String what, String body) {
        HttpRequest.Builder request = request("/v1/whatif/" + state + "/" + what)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        try {
            send(request).close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(server + path))
                .header("Authorization", "Bearer " + BearerToken.ofAdministrator("nobody"));
    }

    private InputStream send(HttpRequest.Builder request) {
        try {
            HttpResponse<InputStream> response = http.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == OK) return response.body();
            throw new IllegalStateException(
                    response.uri() + " answered " + response.statusCode() + ": " + JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
