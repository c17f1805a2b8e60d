package dev.footfall.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Asks a running query API. */
final class ApiClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private final String endpoint;
    private final Optional<String> token;

    /**
     * A client of one API.
     *
     * @param endpoint where it is, without a path
     * @param token sent as a bearer token when there is one
     */
    ApiClient(String endpoint, Optional<String> token) {
        this.endpoint = endpoint.replaceAll("/+$", "");
        this.token = token;
    }

    /**
     * The JSON at a path.
     *
     * @param what is asked for, in words, for the refusal when it is not there
     * @throws IllegalStateException if the API cannot be reached or refuses; the message says why
     */
    JsonNode get(String path, String what) {
        HttpResponse<String> response = send(path);
        JsonNode body = parse(response.body());
        if (response.statusCode() == 200) return body;
        if (response.statusCode() == 404) throw new IllegalStateException("there is no " + what + " at " + endpoint);
        String detail = body.path("detail").asText(body.path("title").asText("no reason given"));
        throw new IllegalStateException(endpoint + " answered " + response.statusCode() + ": " + detail);
    }

    private HttpResponse<String> send(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(endpoint + path)).timeout(PATIENCE);
        token.ifPresent(value -> request.header("Authorization", "Bearer " + value));
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "no API answers at " + endpoint + ": is 'footfall run' running, and is --endpoint right?", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking " + endpoint, e);
        }
    }

    private JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(endpoint + " does not answer in JSON: is it a Footfall API?", e);
        }
    }
}
