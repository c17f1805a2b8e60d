package dev.footfall.ingest.http;

import dev.footfall.events.RenameEvent;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.InMemoryPublisher;
import dev.footfall.ingest.users.PseudonymousPublisher;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.web.BodyPace;
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
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A server on a free port, its publisher, and a caller. */
public final class TestIngest implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    public static final VisitorSecret SECRET =
            new VisitorSecret("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.UTF_8));
    public static final String JSON = "application/json";
    public static final String NDJSON = "application/x-ndjson";

    public final InMemoryPublisher publisher = new InMemoryPublisher();
    public final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    public final IngestServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    public TestIngest(String... keys) {
        this(new Made(), keys);
    }

    /** An ingest with the routes of a feed beside its own. */
    public static TestIngest with(Function<IngestWiring, Feed> feed, String... keys) {
        return with(List.of(feed), keys);
    }

    TestIngest(VisitorKeys visitorKeys) {
        this(new Made(visitorKeys, IngestServer.PACE, Optional.empty(), List.of()));
    }

    TestIngest(BodyPace pace, String... keys) {
        this(new Made(SECRET, pace, Optional.empty(), List.of()), keys);
    }

    /** An ingest whose events have ids in the place of users. */
    TestIngest(UserIds ids, String... keys) {
        this(new Made().with(ids), keys);
    }

    /** The same with the routes of a feed beside its own. */
    public TestIngest(UserIds ids, Function<IngestWiring, Feed> feed) {
        this(ids, List.of(feed));
    }

    /** The same with the routes of feeds beside its own. */
    public TestIngest(UserIds ids, List<Function<IngestWiring, Feed>> feeds) {
        this(new Made().with(ids).with(feeds));
    }

    /** An ingest with the routes of feeds beside its own. */
    public static TestIngest with(List<Function<IngestWiring, Feed>> feeds, String... keys) {
        return new TestIngest(new Made().with(feeds), keys);
    }

    /** Each method and path that it answers. */
    public Set<String> routes() {
        return server.routes();
    }

    private TestIngest(Made made, String... keys) {
        var wiring = new IngestWiring(
                made.users
                        .<EventPublisher>map(ids -> new PseudonymousPublisher(publisher, ids))
                        .orElse(publisher),
                () -> true,
                SECRET,
                made.visitorKeys,
                this::fault,
                InstantSource.fixed(NOW),
                metrics,
                () -> "metrics 1\nlines{source=\"a\"} 1\n",
                made.users);
        List<Feed> feeds = made.feeds.stream().map(feed -> feed.apply(wiring)).toList();
        server = IngestServer.start(new IngestConfig("127.0.0.1", 0, List.of(keys)), wiring, feeds, made.pace);
    }

    private record Made(
            VisitorKeys visitorKeys, BodyPace pace, Optional<UserIds> users, List<Function<IngestWiring, Feed>> feeds) {
        Made() {
            this(SECRET, IngestServer.PACE, Optional.empty(), List.of());
        }

        Made with(UserIds ids) {
            return new Made(visitorKeys, pace, Optional.of(ids), feeds);
        }

        Made with(List<Function<IngestWiring, Feed>> others) {
            return new Made(visitorKeys, pace, users, others);
        }
    }

    /** The judgement of a rename: each target of this name is refused. */
    private Optional<String> fault(RenameEvent rename) {
        return rename.renamedTo()
                .filter(target -> target.name().equals("taken"))
                .map(any -> "it is taken");
    }

    /** An event that is accepted. */
    public static String event(String id) {
        return event(id, "\"user\":\"alice\"");
    }

    /** The same with other words about who asked. */
    public static String event(String id, String who) {
        return "{\"id\":\"" + id + "\",\"time\":\"2026-11-20T04:59:54Z\",\"repo_type\":\"model\",\"repo\":\"org/name\","
                + "\"method\":\"GET\",\"status\":200," + who + "}";
    }

    /** The request before {@code send}: a POST of these bytes. */
    public HttpRequest.Builder request(String contentType, byte[] body) {
        return HttpRequest.newBuilder(uri("/v1/events"))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofByteArray(body));
    }

    public HttpResponse<String> post(String contentType, String body) throws IOException, InterruptedException {
        return send(request(contentType, body.getBytes(StandardCharsets.UTF_8)));
    }

    public HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    public HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    /** The whole answer to this text, sent as it is over a connection of its own. */
    public String raw(String text) throws IOException {
        try (Socket socket = connection(text)) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A connection of its own on which this text was sent. */
    public Socket connection(String text) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    public double counted(String outcome) {
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
