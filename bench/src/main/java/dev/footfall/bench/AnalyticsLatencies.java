package dev.footfall.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Questions of an administrator for sums over a period, each period another one. Used by one thread. */
final class AnalyticsLatencies implements AutoCloseable {
    /** The routes that are asked, as far as they are described. */
    static final List<String> ROUTES = List.of("models", "users", "summary", "tokens", "daily");

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PREFIX = "/api/v1/analytics/";
    private static final long SECONDS_PER_HOUR = 3_600;
    private static final int OK = 200;

    private final Map<String, Figures> millis = new LinkedHashMap<>();
    private final HttpConnection connection;
    private final Load load;
    private final String token = BearerToken.ofAdministrator("nobody");
    private long periods;

    AnalyticsLatencies(Load load, int port) throws IOException {
        this.load = load;
        this.connection = new HttpConnection(port);
    }

    /** The routes that the server has. */
    List<String> routes() {
        JsonNode paths =
                json(connection.send(HttpConnection.get("/openapi.json"))).path("paths");
        return ROUTES.stream()
                .filter(route -> paths.has("/v1/analytics/" + route))
                .toList();
    }

    /** Asks for nearly all hours of the load, which nobody has asked for before, and then once more. */
    void askTwice(String route) {
        long cutHours = periods++;
        long hours = 24L * load.days();
        String path = path(route, cutHours % (hours / 4), hours - cutHours / (hours / 4) % (hours / 4));
        time(route + "_new", path, token);
        time(route + "_again", path, token);
    }

    /** Asks for a few hours, other ones each time. */
    void askForHours(String route) {
        long number = periods++;
        long hours = 24L * load.days();
        send(path(route, number % hours, number % hours + 1 + number / hours), token);
    }

    /** Asks a user for a year of their own. */
    void askForOwnYear(String user) {
        long end = load.startMillis() / 1_000 + 24L * load.days() * SECONDS_PER_HOUR;
        String path = "/api/data/self?start_timestamp=" + (end - 365 * 24 * SECONDS_PER_HOUR) + "&end_timestamp=" + end;
        time("own_year", path, BearerToken.ofUser(user));
    }

    /** Asks for what is constant. */
    void askForHealth() {
        time("health", "/health", token);
    }

    /** The files of all repositories in the hours of the load. */
    long files() {
        return json(send(path("summary", 0, 24L * load.days()), token))
                .path("total_messages")
                .asLong();
    }

    private String path(String route, long fromHour, long toHour) {
        long start = load.startMillis() / 1_000;
        return PREFIX + route + "?start_date=" + (start + fromHour * SECONDS_PER_HOUR) + "&end_date="
                + (start + toHour * SECONDS_PER_HOUR - 1);
    }

    private void time(String key, String path, String bearer) {
        long startNanos = System.nanoTime();
        send(path, bearer);
        millis.computeIfAbsent(key, unused -> new Figures()).add((System.nanoTime() - startNanos) / 1e6);
    }

    private HttpConnection.Response send(String path, String bearer) {
        HttpConnection.Response response = connection.send(HttpConnection.get(path, bearer));
        if (response.status() == OK) return response;
        throw new IllegalStateException(path + " answered " + response.status() + ": " + response.body());
    }

    private static JsonNode json(HttpConnection.Response response) {
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the API did not answer in JSON", e);
        }
    }

    /** All times by question. */
    Map<String, Figures> millis() {
        return millis;
    }

    @Override
    public void close() {
        connection.close();
    }
}
