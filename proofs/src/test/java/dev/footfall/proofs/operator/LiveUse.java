package dev.footfall.proofs.operator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.proofs.cluster.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.awaitility.Awaitility;

/**
 * Clients of a cluster that is worked on. Some post events, each until it is taken; another asks for numbers, and tries the next
 * node where one refuses, as a load balancer does. All statuses are noted. Each event is of a user of its own: it is one download.
 */
final class LiveUse implements AutoCloseable {
    private static final int REPOSITORIES = 40;
    private static final int POSTERS = 2;
    private static final int DAYS = 3;
    private static final long BETWEEN_POSTS_MILLIS = 20;
    private static final long BEFORE_ANOTHER_TRY_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration LONGEST = Duration.ofSeconds(40);
    private static final Instant START = Instant.parse("2026-03-04T06:00:00Z");
    private static final int OK = 200;
    private static final int TAKEN = 202;
    private static final int NO_ANSWER = 0;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicIntegerArray taken = new AtomicIntegerArray(REPOSITORIES);
    private final Map<Integer, Integer> posts = new TreeMap<>();
    private final Map<Integer, Integer> answers = new TreeMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile List<? extends Server> ingests;
    private volatile List<? extends Server> nodes;
    private volatile boolean isOver;
    private boolean isPosting = true;
    private int next;
    private long lastTakenNanos = System.nanoTime();
    private long longestPauseNanos;
    private int refused;
    private int refusedInLongestPause;
    private long longestPostNanos;

    private LiveUse(List<? extends Server> ingests, List<? extends Server> nodes) {
        this.ingests = List.copyOf(ingests);
        this.nodes = List.copyOf(nodes);
    }

    /** Begins to post and to ask. */
    static LiveUse start(List<? extends Server> ingests, List<? extends Server> nodes) {
        var use = new LiveUse(ingests, nodes);
        for (int poster = 1; poster <= POSTERS; poster++) use.start(use::post, "poster-" + poster);
        use.start(use::ask, "asker");
        return use;
    }

    private void start(Runnable work, String name) {
        var thread = new Thread(work, name);
        threads.add(thread);
        thread.start();
    }

    /** Has the clients find the cluster elsewhere. */
    void direct(List<? extends Server> toIngests, List<? extends Server> toNodes) {
        ingests = List.copyOf(toIngests);
        nodes = List.copyOf(toNodes);
    }

    /** Waits until this many more events are taken. */
    void awaitTaken(int more) {
        int wanted = number.get() + more;
        Awaitility.await().atMost(PATIENCE).until(() -> number.get() >= wanted);
    }

    /** The events that were taken. */
    int taken() {
        return number.get();
    }

    /** Posts nothing until {@link #resume}; returns when all that has begun is taken. */
    void pause() {
        int begun = stop();
        Awaitility.await().atMost(PATIENCE).until(() -> number.get() == begun);
    }

    private synchronized int stop() {
        isPosting = false;
        return next;
    }

    /** Posts again. */
    synchronized void resume() {
        noteResumed();
        isPosting = true;
    }

    private synchronized OptionalInt begin() {
        return isPosting ? OptionalInt.of(next++) : OptionalInt.empty();
    }

    /** Waits until each of these nodes has counted each event that was taken, once. */
    void awaitCounted(List<? extends Server> asked) {
        for (Server node : asked) {
            for (int repository = 0; repository < REPOSITORIES; repository++) {
                String path = "/models/acme/m" + repository + "/stats";
                long expected = taken.get(repository);
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
                    HttpResponse<String> answer = get(node, path).orElseThrow();
                    JsonNode body = new ObjectMapper().readTree(answer.body());
                    assertEquals(expected, body.path("downloads").asLong(-1), () -> node + path + answer.body());
                });
            }
        }
    }

    /** The answer of a node; empty where it gives none. */
    Optional<HttpResponse<String>> get(Server node, String path) throws InterruptedException {
        return send(HttpRequest.newBuilder(uri(node, path)));
    }

    /** Events, statuses (0 is none) and times so far. */
    synchronized ObjectNode figures() {
        ObjectNode figures = new ObjectMapper().createObjectNode();
        figures.put("events", number.get());
        figures.put("posts", posts.toString());
        figures.put("answers", answers.toString());
        figures.put("longest_post_ms", longestPostNanos / 1_000_000);
        figures.put("longest_pause_ms", longestPauseNanos / 1_000_000);
        return figures.put("refused_in_it", refusedInLongestPause);
    }

    /** The statuses of answers; 0 is none. */
    synchronized Map<Integer, Integer> answers() {
        return new TreeMap<>(answers);
    }

    private void post() {
        try {
            while (!isOver) {
                OptionalInt event = begin();
                if (event.isPresent()) post(event.getAsInt());
                Thread.sleep(BETWEEN_POSTS_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void post(int event) throws InterruptedException {
        int repository = event % REPOSITORIES;
        Instant time = START.plus(Duration.ofDays(event % DAYS)).plusSeconds(event % 3_600);
        String body = "{\"id\":\"" + event + "\",\"time\":\"" + time + "\",\"repo_type\":\"model\",\"repo\":\"acme/m"
                + repository + "\",\"method\":\"GET\",\"status\":200,\"user\":\"user-" + event
                + "\",\"source\":\"files-" + event % 2 + "\"}";
        long beganNanos = System.nanoTime();
        for (int turn = event; !isOver; turn++) {
            List<? extends Server> now = ingests;
            int status = now.isEmpty() ? NO_ANSWER : posted(now.get(turn % now.size()), body);
            notePost(status, beganNanos);
            if (status == TAKEN) {
                taken.incrementAndGet(repository);
                number.incrementAndGet();
                return;
            }
            Thread.sleep(BEFORE_ANOTHER_TRY_MILLIS);
        }
    }

    private int posted(Server ingest, String body) throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(ingest, "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        return send(request).map(HttpResponse::statusCode).orElse(NO_ANSWER);
    }

    private synchronized void notePost(int status, long beganNanos) {
        long now = System.nanoTime();
        posts.merge(status, 1, Integer::sum);
        if (status != TAKEN) {
            refused++;
            return;
        }
        longestPostNanos = Math.max(longestPostNanos, now - beganNanos);
        if (now - lastTakenNanos > longestPauseNanos) {
            longestPauseNanos = now - lastTakenNanos;
            refusedInLongestPause = refused;
        }
        noteResumed();
    }

    private synchronized void noteResumed() {
        lastTakenNanos = System.nanoTime();
        refused = 0;
    }

    private void ask() {
        try {
            for (int question = 0; !isOver; question++) {
                int status = asked("/models/acme/m" + question % REPOSITORIES + "/stats", question);
                synchronized (this) {
                    answers.merge(status, 1, Integer::sum);
                }
                Thread.sleep(BEFORE_ANOTHER_TRY_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The status of the first node that answers, else of the last one. */
    private int asked(String path, int turn) throws InterruptedException {
        List<? extends Server> now = nodes;
        int status = NO_ANSWER;
        for (int tried = 0; tried < now.size() && status != OK; tried++) {
            Server node = now.get((turn + tried) % now.size());
            status = get(node, path).map(HttpResponse::statusCode).orElse(NO_ANSWER);
        }
        return status;
    }

    private Optional<HttpResponse<String>> send(HttpRequest.Builder request) throws InterruptedException {
        try {
            return Optional.of(http.send(request.timeout(LONGEST).build(), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException e) {
            return Optional.empty(); // it is stopped, or does not answer
        }
    }

    private static URI uri(Server server, String path) {
        return URI.create("http://127.0.0.1:" + server.port() + path);
    }

    @Override
    public void close() {
        isOver = true;
        for (Thread thread : threads) thread.interrupt();
        for (Thread thread : threads) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
