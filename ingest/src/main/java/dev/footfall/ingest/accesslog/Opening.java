package dev.footfall.ingest.accesslog;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/**
 * The opening of a log. A named pipe opens only when somebody opens it for writing: that is waited for, but not forever.
 *
 * @param quiet the time before the waiting is reported
 * @param patience the time that a writer is waited for after that
 * @param notice takes a sentence when there is something to wait for
 */
record Opening(Duration quiet, Duration patience, Consumer<String> notice) {
    /** The opening by a command, which somebody watches. */
    static Opening noticed(Consumer<String> notice) {
        return new Opening(Duration.ofSeconds(1), Duration.ofSeconds(30), notice);
    }

    /**
     * Opens a file or a pipe.
     *
     * @throws IOException if it cannot be opened, or nobody writes into it
     */
    InputStream open(Path path) throws IOException, InterruptedException {
        if (Files.isRegularFile(path)) return Files.newInputStream(path);
        CompletableFuture<InputStream> opened = openElsewhere(path);
        try {
            return opened.get(quiet.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            notice.accept(path + ": waiting up to " + patience.toSeconds() + " s for a writer of this pipe");
            return openLate(opened);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        }
    }

    private InputStream openLate(CompletableFuture<InputStream> opened) throws IOException, InterruptedException {
        try {
            return opened.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS).get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TimeoutException)) throw new IOException(e.getCause());
            throw new IOException("nobody writes into this pipe", e);
        }
    }

    /** Opens it on a thread of its own, since nothing can interrupt it: the thread stays while there is no writer. */
    private static CompletableFuture<InputStream> openElsewhere(Path path) {
        var opened = new CompletableFuture<InputStream>();
        var thread = new Thread(() -> open(path, opened), "open " + path);
        thread.setDaemon(true);
        thread.start();
        return opened;
    }

    private static void open(Path path, CompletableFuture<InputStream> opened) {
        try {
            InputStream input = Files.newInputStream(path);
            boolean isTooLate = !opened.complete(input);
            if (isTooLate) input.close();
        } catch (IOException e) {
            opened.completeExceptionally(e);
        }
    }
}
