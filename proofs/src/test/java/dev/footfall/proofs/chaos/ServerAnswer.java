package dev.footfall.proofs.chaos;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A server's answer.
 *
 * @param from the server
 * @param status the status
 * @param headers the headers, names in lower case
 * @param body the bytes after them
 * @param arrivedMillis when it had arrived as a whole, milliseconds since 1970
 */
record ServerAnswer(String from, int status, Map<String, List<String>> headers, String body, long arrivedMillis) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static ServerAnswer of(String from, HttpResponse<String> response) {
        return new ServerAnswer(
                from, response.statusCode(), response.headers().map(), response.body(), System.currentTimeMillis());
    }

    /** The body as JSON; a missing node when it is none. */
    JsonNode json() {
        return parse(body);
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /** The lines of the body, each as JSON. */
    List<JsonNode> lines() {
        return body.lines()
                .filter(line -> !line.isEmpty())
                .map(ServerAnswer::parse)
                .toList();
    }

    Optional<String> header(String name) {
        return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    /** The rules by which it counts, as it says; empty if it does not. */
    Optional<String> rules() {
        return header("x-footfall-rules");
    }

    /** The newest log time that is counted, as it says, in milliseconds since 1970; {@link Long#MIN_VALUE} if none. */
    long asOfMillis() {
        return header("x-footfall-as-of")
                .map(Instant::parse)
                .map(Instant::toEpochMilli)
                .orElse(Long.MIN_VALUE);
    }

    /** The number of records that it does not count yet, as it says; 0 if it says nothing. */
    long lag() {
        return header("x-footfall-lag").map(Long::parseLong).orElse(0L);
    }

    @Override
    public String toString() {
        String shown = body.length() <= 2_000 ? body : body.substring(0, 2_000) + "...";
        return from + " answered " + status + " by "
                + rules().orElse("-") + " as of "
                + header("x-footfall-as-of").orElse("-") + ", lag "
                + header("x-footfall-lag").orElse("-") + ", arrived " + Instant.ofEpochMilli(arrivedMillis) + ": "
                + shown;
    }
}
