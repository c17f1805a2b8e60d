package dev.footfall.proofs.siege;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Requests for every route that the API describes, with parameters that it names, by administrators and by users. A route
 * that is added is among them as soon as it is described.
 */
final class DescribedRequests {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> JSON_BODY = List.of("Content-Type: application/json");
    private static final String BULK = "{\"repos\":[{\"type\":\"model\",\"id\":\"fill/r1\"}],\"days\":7}";

    /** Many, because each caller may ask so often. */
    private static final int CALLERS = 500;

    private static final List<String> TEXTS = List.of(
            "x", "", "0", "1", "7", "true", "2023-06-01", "1685577600", "1685664000", "4102444800", "siege", "model");
    private static final List<String> NAMES = List.of("fill", "r1", "fill%2Fr1", "model", "nobody", "siege", "x");

    private final List<Route> routes;

    private DescribedRequests(List<Route> routes) {
        this.routes = List.copyOf(routes);
    }

    /** A route as it is described. */
    private record Route(String method, String template, List<JsonNode> parameters) {
        Route {
            parameters = List.copyOf(parameters);
        }
    }

    /**
     * The routes that this server describes.
     *
     * @throws IllegalStateException if it does not describe any
     */
    static DescribedRequests of(Besieged target) {
        String text = target.query(Door.HONEST)
                .ask(RawRequest.get("/openapi.json"))
                .filter(Heard::isOk)
                .map(Heard::body)
                .orElseThrow(() -> new IllegalStateException("the API is not described"));
        return of(text);
    }

    static DescribedRequests of(String document) {
        var routes = new ArrayList<Route>();
        for (Map.Entry<String, JsonNode> path : parse(document).path("paths").properties()) {
            for (Map.Entry<String, JsonNode> operation : path.getValue().properties()) {
                if (operation.getKey().equals("servers")) continue;
                var parameters = new ArrayList<JsonNode>();
                operation.getValue().path("parameters").forEach(parameters::add);
                routes.add(new Route(operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), parameters));
            }
        }
        if (routes.isEmpty()) throw new IllegalStateException("the API's description names no route");
        return new DescribedRequests(routes);
    }

    private static JsonNode parse(String document) {
        try {
            return JSON.readTree(document);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the API's description is no JSON", e);
        }
    }

    /** The number of routes. */
    int routes() {
        return routes.size();
    }

    /** One of them, with a right token. */
    Draft next(SplittableRandom random) {
        Route route = routes.get(random.nextInt(routes.size()));
        String target = route.template();
        var query = new ArrayList<String>();
        for (JsonNode parameter : route.parameters()) {
            String name = parameter.path("name").asText();
            if (parameter.path("in").asText().equals("path")) {
                target = target.replace("{" + name + "}", value(parameter.path("schema"), NAMES, random));
            } else if (random.nextBoolean()) {
                query.add(name + "=" + value(parameter.path("schema"), TEXTS, random));
            }
        }
        if (!query.isEmpty()) target += "?" + String.join("&", query);
        String prefixed = random.nextBoolean() ? target : "/api" + target;
        boolean hasBody = route.method().equals("POST");
        return new Draft(route.method(), prefixed, hasBody ? JSON_BODY : List.of(), hasBody ? BULK : "")
                .withHeader("Authorization: Bearer " + token(random));
    }

    /** A value of those that are listed, if any are, or one of these; now and then a bound of it. */
    private static String value(JsonNode schema, List<String> others, SplittableRandom random) {
        JsonNode listed = schema.path("enum");
        if (!listed.isEmpty()) return listed.path(random.nextInt(listed.size())).asText();
        List<String> bounds = new ArrayList<>();
        for (String bound : List.of("minimum", "maximum", "default")) {
            if (schema.has(bound)) bounds.add(schema.path(bound).asText());
        }
        boolean isBound = !bounds.isEmpty() && random.nextBoolean();
        return isBound ? bounds.get(random.nextInt(bounds.size())) : others.get(random.nextInt(others.size()));
    }

    private static String token(SplittableRandom random) {
        String isAdmin = random.nextBoolean() ? "\"admin\":true," : "";
        return Tokens.of(
                "{\"sub\":\"caller-" + random.nextInt(CALLERS) + "\"," + isAdmin + "\"exp\":" + Tokens.LATER + "}");
    }
}
