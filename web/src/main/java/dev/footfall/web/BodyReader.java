package dev.footfall.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/** Receives a body without a waiting thread, also what nobody keeps: else a sender would not see its answer. */
public final class BodyReader {
    private final Request request;
    private final long most;
    private final Consumer<ByteBuffer> sink;
    private final AtomicLong received = new AtomicLong();
    private final CompletableFuture<Boolean> end = new CompletableFuture<>();
    private boolean isOver;

    /** A body that was not received to its end: it came too slowly, or is too long. */
    public static final class Unread extends IOException {
        private static final long serialVersionUID = 1L;

        Unread(String why) {
            super(why);
        }

        public static boolean isReasonOf(Throwable failure) {
            return failure instanceof Unread || failure.getCause() instanceof Unread;
        }
    }

    /** {@code most}: bytes after which its end is not waited for; {@code sink} takes the bytes, one call at a time. */
    public BodyReader(Request request, long most, Consumer<ByteBuffer> sink) {
        this.request = request;
        this.most = most;
        this.sink = sink;
    }

    /** True once all has come, false if it is too long; a failure if it is cut off, malformed or too slow. */
    public CompletableFuture<Boolean> receive(BodyPace pace) {
        return isHere() ? end : await(pace);
    }

    /** Receives what can be read without waiting; true if {@link #end} is decided then. */
    boolean isHere() {
        Optional<Runnable> ending = read();
        ending.ifPresent(Runnable::run); // without the lock: a body's end may take long to handle
        return ending.isPresent();
    }

    private synchronized Optional<Runnable> read() {
        while (!isOver) {
            Content.Chunk chunk = request.read();
            if (chunk == null) return Optional.empty();
            if (Content.Chunk.isFailure(chunk)) return over(() -> end.completeExceptionally(chunk.getFailure()));
            received.addAndGet(chunk.remaining());
            sink.accept(chunk.getByteBuffer());
            chunk.release();
            if (chunk.isLast()) return over(() -> end.complete(true));
            if (received.get() > most) return over(() -> end.complete(false));
        }
        return Optional.of(() -> {});
    }

    private synchronized Optional<Runnable> over(Runnable ending) {
        isOver = true;
        return Optional.of(ending);
    }

    CompletableFuture<Boolean> end() {
        return end;
    }

    CompletableFuture<Boolean> await(BodyPace pace) {
        watch(pace, received.get());
        request.demand(this::readMore);
        return end;
    }

    private void readMore() {
        if (isHere()) return;
        synchronized (this) { // a request that is over has no more to demand
            if (!isOver) request.demand(this::readMore);
        }
    }

    private void watch(BodyPace pace, long before) {
        Scheduler.Task look = request.getComponents()
                .getScheduler()
                .schedule(() -> look(pace, before), pace.time().toMillis(), TimeUnit.MILLISECONDS);
        var unused = end.whenComplete((isWhole, failure) -> look.cancel());
    }

    private void look(BodyPace pace, long before) {
        long now = received.get();
        if (now - before < pace.bytes()) cut(pace);
        else watch(pace, now);
    }

    private void cut(BodyPace pace) {
        synchronized (this) {
            if (isOver) return;
            isOver = true;
        }
        end.completeExceptionally(new Unread("the body did not arrive within " + pace.time()));
    }
}
