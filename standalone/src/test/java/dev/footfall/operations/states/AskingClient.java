package dev.footfall.operations.states;

import dev.footfall.standalone.PatientHttp;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;

/** A client that asks nodes in turn all the time, and, as a load balancer does, one after another until one answers. */
final class AskingClient implements AutoCloseable {
    private final TwoNodes nodes;
    private final String path;
    private final Set<String> rules = new ConcurrentSkipListSet<>();
    private final AtomicInteger answers = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();
    private final AtomicInteger failures = new AtomicInteger();
    private final TreeMap<String, Integer> refusals = new TreeMap<>();
    private final Thread thread = new Thread(this::ask, "asking-client");
    private volatile boolean isClosed;

    AskingClient(TwoNodes nodes, String path) {
        this.nodes = nodes;
        this.path = path;
        thread.start();
    }

    private void ask() {
        for (int node = 0; !isClosed; node = next(node)) {
            boolean isAnswered = isAnswered(node);
            if (!isAnswered) repeated.incrementAndGet();
            for (int other = next(node); !isAnswered && other != node; other = next(other))
                isAnswered = isAnswered(other);
            if (!isAnswered) failures.incrementAndGet();
            for (int other = node; !isAnswered && !isClosed; other = next(other)) isAnswered = isAnswered(other);
            if (isAnswered) answers.incrementAndGet();
        }
    }

    private int next(int node) {
        return (node + 1) % nodes.number();
    }

    private boolean isAnswered(int node) {
        try {
            HttpResponse<String> answer = nodes.getOnce(node, path);
            if (answer.statusCode() == 200) {
                rules.add(answer.headers().firstValue("X-Footfall-Rules").orElse(""));
                return true;
            }
            note(answer.statusCode() + " " + answer.body());
        } catch (IOException | IllegalArgumentException e) { // it is being started, perhaps without a port yet
            note("no connection");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return false;
    }

    private void note(String refusal) {
        synchronized (refusals) {
            refusals.merge(refusal.substring(0, Math.min(200, refusal.length())), 1, Integer::sum);
        }
    }

    void awaitMore(int number) {
        int before = answers.get();
        Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> answers.get() >= before + number);
    }

    /** Questions that no node answered when each was asked once. */
    int failures() {
        return failures.get();
    }

    Set<String> rules() {
        return Set.copyOf(rules);
    }

    @Override
    public String toString() {
        synchronized (refusals) {
            return answers + " questions answered by 200, " + repeated + " of them by another node, " + failures
                    + " by none at first; refusals: " + refusals;
        }
    }

    @Override
    public void close() {
        isClosed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
