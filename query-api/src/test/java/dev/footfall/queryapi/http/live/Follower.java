package dev.footfall.queryapi.http.live;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.http.Served;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Predicate;

/** A client of a stream of events, which reads them one by one. */
final class Follower implements AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    final HttpResponse<InputStream> response;
    private final BufferedReader lines;

    record Event(String name, JsonNode data) {}

    Follower(Served server, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Accept", "text/event-stream");
        if (headers.length > 0) request.headers(headers);
        try {
            response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8));
    }

    /** The next event; empty at the end of the stream. */
    Optional<Event> next() {
        try {
            String name = "";
            String line = lines.readLine();
            for (; line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) name = line.substring(7);
                if (line.startsWith("data: ")) return Optional.of(new Event(name, Served.parsed(line.substring(6))));
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next event that is so. */
    Event next(Predicate<Event> wanted) {
        Event event = next().orElseThrow();
        while (!wanted.test(event)) event = next().orElseThrow();
        return event;
    }

    @Override
    public void close() {
        try {
            lines.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
