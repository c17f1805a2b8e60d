package dev.footfall.standalone.operations;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** Asks a node that owns all partitions, over and over: while {@code /ready} is 200, each path is answered. */
final class ReadyPromise implements AutoCloseable {
    private static final long PAUSE_NANOS = Duration.ofMillis(20).toNanos();

    private final SupervisedNode node;
    private final List<String> paths;
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final AtomicInteger kept = new AtomicInteger();
    private final Collection<String> broken = new ConcurrentLinkedQueue<>();
    private volatile boolean isOver;

    /** @param paths of each partition some */
    ReadyPromise(SupervisedNode node, List<String> paths) {
        this.node = node;
        this.paths = paths;
        executor.execute(this::askOverAndOver);
    }

    private void askOverAndOver() {
        try {
            for (int next = 0; !isOver; next++) {
                node.startAgainIfEnded();
                if (node.isReady()) askReady(paths.get(next % paths.size()));
                LockSupport.parkNanos(PAUSE_NANOS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (AssertionError e) {
            broken.add(e.toString());
        }
    }

    /** A partition may be given up between two questions: then the node is not ready any more, or has it again. */
    private void askReady(String path) throws InterruptedException {
        if (isAnswered(node.get(path))) {
            kept.incrementAndGet();
            return;
        }
        if (!node.isReady()) return;
        Optional<HttpResponse<String>> again = node.get(path);
        if (!isAnswered(again) && node.isReady())
            broken.add(path + ": " + again.map(HttpResponse::body).orElse("no answer"));
    }

    private static boolean isAnswered(Optional<HttpResponse<String>> answer) {
        return answer.filter(any -> any.statusCode() != 503).isPresent();
    }

    /** The number of answers while it was ready. */
    int kept() {
        return kept.get();
    }

    /** The refusals while it was ready, and an end of the process without a sentence. */
    List<String> broken() {
        return List.copyOf(broken);
    }

    @Override
    public void close() {
        isOver = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(1, TimeUnit.MINUTES)) throw new AssertionError("a question has no end");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
