package dev.footfall.ingest.http;

import dev.footfall.events.RenameEvent;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.DoubleFeeds;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.InMemoryPublisher;
import dev.footfall.ingest.users.PseudonymousPublisher;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.web.BodyReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A server on a free port, its publisher, and a caller. */
final class TestIngest implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final VisitorSecret SECRET =
            new VisitorSecret("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    static final String JSON = "application/json";
    static final String NDJSON = "application/x-ndjson";

    final InMemoryPublisher publisher = new InMemoryPublisher();
    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final IngestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    TestIngest(String... keys) {
        this(IngestServer.PACE, keys);
    }

    TestIngest(VisitorKeys visitorKeys) {
        this(visitorKeys, IngestServer.PACE);
    }

    TestIngest(BodyReader.Pace pace, String... keys) {
        this(SECRET, pace, keys);
    }

    /** An ingest whose events have ids in the place of users. */
    TestIngest(UserIds ids, String... keys) {
        this(SECRET, IngestServer.PACE, Optional.of(ids), keys);
    }

    private TestIngest(VisitorKeys visitorKeys, BodyReader.Pace pace, String... keys) {
        this(visitorKeys, pace, Optional.empty(), keys);
    }

    private TestIngest(VisitorKeys visitorKeys, BodyReader.Pace pace, Optional<UserIds> users, String... keys) {
        var wiring = new IngestServer.Wiring(
                users.<EventPublisher>map(ids -> new PseudonymousPublisher(publisher, ids))
                        .orElse(publisher),
                new DoubleFeeds(InstantSource.fixed(NOW), metrics),
                () -> true,
                SECRET,
                visitorKeys,
                this::fault,
                InstantSource.fixed(NOW),
                metrics,
                () -> "metrics 1\nlines{source=\"a\"} 1\n",
                users);
        server =
                IngestServer.start(new IngestConfig("127.0.0.1", 0, List.of(keys), List.of(), List.of()), wiring, pace);
    }

    /** The judgement of a rename: each target of this name is refused. */
    private Optional<String> fault(RenameEvent rename) {
        return rename.renamedTo()
                .filter(target -> target.name().equals("taken"))
                .map(any -> "it is taken");
    }

    /** An event that is accepted. */
    static String event(String id) {
        return event(id, "\"user\":\"alice\"");
    }

    /** The same with other words about who asked. */
    static String event(String id, String who) {
        return "{\"id\":\"" + id + "\",\"time\":\"2026-11-20T04:59:54Z\",\"repo_type\":\"model\",\"repo\":\"org/name\","
                + "\"method\":\"GET\",\"status\":200," + who + "}";
    }

    /** The request before {@code send}: a POST of these bytes. */
    HttpRequest.Builder request(String contentType, byte[] body) {
        return HttpRequest.newBuilder(uri("/v1/events"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
    }

    HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
        return send(request(contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** The whole answer to this text, sent as it is over a connection of its own. */
    String raw(String text) throws IOException {
        try (Socket socket = connection(text)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A connection of its own on which this text was sent. */
    Socket connection(String text) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    double counted(String outcome) {
        return metrics.get("footfall.ingest.events")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    @Override
    public void close() {
        server.close();
    }
}
