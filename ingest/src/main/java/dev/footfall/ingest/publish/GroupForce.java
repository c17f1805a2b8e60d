package dev.footfall.ingest.publish;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * Forces the files of one partition to the disk. Callers share a force that has not begun. A caller who comes while one runs
 * gets a new one at once, in parallel, and so never waits for two.
 */
final class GroupForce {
    private final PartitionFiles files;
    private final Executor threads;
    private Optional<CompletableFuture<Void>> queued = Optional.empty();

    GroupForce(PartitionFiles files, Executor threads) {
        this.files = files;
        this.threads = threads;
    }

    synchronized CompletableFuture<Void> join() {
        if (queued.isPresent()) return queued.get();
        var next = new CompletableFuture<Void>();
        queued = Optional.of(next);
        try {
            threads.execute(() -> run(next));
        } catch (RejectedExecutionException e) {
            queued = Optional.empty();
            next.completeExceptionally(new IOException("the disk is closed", e));
        }
        return next;
    }

    private void run(CompletableFuture<Void> begun) {
        synchronized (this) {
            queued = Optional.empty();
        }
        try {
            files.force();
            begun.complete(null);
        } catch (IOException | RuntimeException e) { // the edge of the thread
            begun.completeExceptionally(e);
        }
    }
}
