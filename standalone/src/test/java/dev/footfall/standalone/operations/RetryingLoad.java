package dev.footfall.standalone.operations;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Publishers that post events, each again and again until it is acknowledged, and keep account of it. */
final class RetryingLoad implements AutoCloseable {
    /** The day of all events. */
    static final String DAY = "2026-01-05";

    /** So many models that each of eight partitions has some. */
    static final List<String> REPOSITORIES =
            IntStream.range(0, 50).mapToObj(number -> "acme/r" + number).toList();

    private static final int PUBLISHERS = 4;
    private static final int EVENTS_PER_REQUEST = 20;
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Set<String> surprises = ConcurrentHashMap.newKeySet();
    private final AtomicInteger events = new AtomicInteger();
    private final AtomicInteger refused = new AtomicInteger();
    private final ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS);
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI uri;
    private volatile boolean isOver;

    RetryingLoad(int port) {
        uri = URI.create("http://127.0.0.1:" + port + "/v1/events");
        for (int i = 0; i < PUBLISHERS; i++) {
            publishers.execute(this::publish);
        }
    }

    private void publish() {
        while (!isOver) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < EVENTS_PER_REQUEST; i++) {
                String repository = REPOSITORIES.get(events.getAndIncrement() % REPOSITORIES.size());
                ids.add(repository + ":" + UUID.randomUUID());
            }
            String body = ids.stream().map(RetryingLoad::event).collect(Collectors.joining("\n"));
            while (!isOver && !isAcknowledged(ids, body)) LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private boolean isAcknowledged(List<String> ids, String body) {
        ids.forEach(id -> attempts.merge(id, 1, Integer::sum));
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/x-ndjson")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            boolean maySendAgain = answer.headers().firstValue("Retry-After").isPresent();
            if (answer.statusCode() == 202) acknowledged.addAll(ids);
            else if (answer.statusCode() == 503 && maySendAgain) refused.incrementAndGet();
            else surprises.add(answer.statusCode() + " " + answer.body());
            return answer.statusCode() == 202;
        } catch (IOException e) {
            surprises.add(e.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private static String event(String id) {
        return "{\"id\":\"" + id + "\",\"time\":\"" + DAY + "T10:00:00Z\",\"repo_type\":\"model\",\"repo\":\""
                + repositoryOf(id) + "\",\"method\":\"GET\",\"status\":200,\"user\":\"" + id + "\"}";
    }

    private static String repositoryOf(String id) {
        return id.substring(0, id.indexOf(':'));
    }

    /** The number of attempts for each event. */
    Map<String, Integer> attempts() {
        return attempts;
    }

    /** The events for which 202 was answered. */
    Set<String> acknowledged() {
        return acknowledged;
    }

    /** The downloads of {@link #DAY}, were the acknowledged events all: each is another user's. */
    Map<String, Long> downloads() {
        return acknowledged.stream().collect(Collectors.groupingBy(RetryingLoad::repositoryOf, Collectors.counting()));
    }

    /** The number of requests that were answered 503 with Retry-After. */
    int refused() {
        return refused.get();
    }

    /** Every other answer. */
    Set<String> surprises() {
        return surprises;
    }

    /** Lets what is under way end. */
    @Override
    public void close() {
        isOver = true;
        publishers.shutdown();
        try {
            if (!publishers.awaitTermination(1, TimeUnit.MINUTES)) throw new AssertionError("a request has no end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
