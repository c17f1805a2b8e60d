package dev.footfall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Clients that post prepared requests to ingest as fast as it answers, each on a connection and thread of its own. */
final class PostLoad {
    private static final Pattern ACCEPTED = Pattern.compile("\"accepted\":(\\d+)");
    private static final Duration BEFORE_ANOTHER_TRY = Duration.ofMillis(50);

    private final int port;
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    PostLoad(int port) {
        this.port = port;
    }

    /**
     * The result of one call of {@link #send}.
     *
     * @param answerMillis the time until each request was accepted
     */
    record Sent(long events, double seconds, Figures answerMillis) {
        double perSecond() {
            return events / seconds;
        }
    }

    /** Sends the requests in turn until this many events are accepted. */
    Sent send(List<byte[]> requests, long events, int connections) {
        long before = accepted.get();
        var next = new AtomicLong();
        var answers = new Figures();
        long startNanos = System.nanoTime();
        List<CompletableFuture<Void>> clients = IntStream.range(0, connections)
                .mapToObj(client -> CompletableFuture.runAsync(
                        () -> send(requests, before + events, next, answers),
                        task -> new Thread(task, "poster").start()))
                .toList();
        clients.forEach(CompletableFuture::join);
        return new Sent(accepted.get() - before, (System.nanoTime() - startNanos) / 1e9, answers);
    }

    private void send(List<byte[]> requests, long until, AtomicLong next, Figures answers) {
        try (var connection = new HttpConnection(port)) {
            while (accepted.get() < until) {
                long startNanos = System.nanoTime();
                send(connection, requests.get((int) (next.getAndIncrement() % requests.size())));
                double millis = (System.nanoTime() - startNanos) / 1e6;
                synchronized (answers) {
                    answers.add(millis);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(HttpConnection connection, byte[] request) {
        while (true) {
            HttpConnection.Response response = connection.send(request);
            Matcher matcher = ACCEPTED.matcher(response.body());
            if (response.status() == 202 && matcher.find()) {
                accepted.addAndGet(Long.parseLong(matcher.group(1)));
                return;
            }
            if (response.status() != 503 && response.status() != 429) {
                throw new IllegalStateException("ingest answered " + response.status() + ": " + response.body());
            }
            refused.incrementAndGet();
            LockSupport.parkNanos(BEFORE_ANOTHER_TRY.toNanos());
        }
    }

    /** Events accepted in all. */
    long accepted() {
        return accepted.get();
    }

    /** Requests that were refused because there was too much to do, and sent again. */
    long refused() {
        return refused.get();
    }
}
