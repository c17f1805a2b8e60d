package dev.footfall.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Takes in the body of a request before the request is handled, so that no thread waits for a client that sends slowly.
 * Whoever reads the body afterwards finds its first {@value #MAX_BYTES} bytes and one more at hand; then its end, or the
 * failure because of which there is none.
 */
public final class BufferedBodies extends Handler.Wrapper {
    public static final int MAX_BYTES = 256 << 10;

    /**
     * The bytes that are taken in all the same: a client that still sends when the connection closes never sees the
     * answer.
     */
    private static final long MAX_DISCARDED_BYTES = 4L * MAX_BYTES;

    private final Duration patience;
    private final Permits waiting;
    private final Function<Request, String> callers;

    /** A body that did not come in time, or is longer than anybody takes in. */
    public static final class Unread extends IOException {
        private static final long serialVersionUID = 1L;

        Unread(String why) {
            super(why);
        }

        public static boolean isReasonOf(Throwable failure) {
            return failure instanceof Unread || failure.getCause() instanceof Unread;
        }
    }

    /**
     * A handler of bodies.
     *
     * @param patience the time that a body may take
     * @param waiting the places of those that are waited for, each with a body of up to 256 KiB
     * @param callers says whose request it is
     */
    public BufferedBodies(Duration patience, Permits waiting, Function<Request, String> callers) {
        this.patience = patience;
        this.waiting = waiting;
        this.callers = callers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        boolean isToldBeforeSending =
                request.getHeaders().contains(HttpHeader.EXPECT) && request.getLength() > MAX_BYTES;
        if (!hasBody || isToldBeforeSending) return super.handle(request, response, callback);
        var body = new Body(request, response, callback);
        if (body.readAvailable()) return super.handle(body.request(), response, callback);
        body.await();
        return true;
    }

    private final class Body {
        private final Request request;
        private final Response response;
        private final Callback callback;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private Optional<Throwable> failure = Optional.empty();
        private Optional<Runnable> release = Optional.empty();
        private long read;
        private boolean isOver;

        Body(Request request, Response response, Callback callback) {
            this.request = request;
            this.response = response;
            this.callback = callback;
        }

        /** Reads without waiting; whether that was the rest. */
        boolean readAvailable() {
            while (failure.isEmpty()) {
                Content.Chunk chunk = request.read();
                if (chunk == null) return false;
                if (Content.Chunk.isFailure(chunk)) {
                    failure = Optional.of(chunk.getFailure());
                    return true;
                }
                keep(chunk.getByteBuffer());
                chunk.release();
                if (chunk.isLast()) return true;
                if (read > MAX_DISCARDED_BYTES) failure = Optional.of(new Unread("the body is too long"));
            }
            return true;
        }

        private void keep(ByteBuffer bytes) {
            read += bytes.remaining();
            byte[] fitting = new byte[Math.min(bytes.remaining(), MAX_BYTES + 1 - kept.size())];
            bytes.get(fitting);
            kept.writeBytes(fitting);
        }

        void await() {
            try {
                Permits.Permit permit = waiting.take(callers.apply(request));
                Scheduler.Task end = request.getComponents()
                        .getScheduler()
                        .schedule(this::giveUp, patience.toMillis(), TimeUnit.MILLISECONDS);
                release = Optional.of(() -> {
                    end.cancel();
                    permit.close();
                });
                request.demand(this::goOn);
            } catch (Permits.Exhausted e) {
                Response.writeError(request, response, callback, e.status());
            }
        }

        private void goOn() {
            if (isWholeNow()) handOver();
        }

        private synchronized boolean isWholeNow() {
            if (isOver) return false;
            boolean isWhole = readAvailable();
            if (isWhole) isOver = true;
            else request.demand(this::goOn);
            return isWhole;
        }

        private void giveUp() {
            synchronized (this) {
                if (isOver) return;
                isOver = true;
                failure = Optional.of(new Unread("the body did not come within " + patience));
            }
            request.getComponents().getExecutor().execute(this::handOver);
        }

        private void handOver() {
            release.ifPresent(Runnable::run);
            try {
                boolean isHandled = BufferedBodies.super.handle(request(), response, callback);
                if (!isHandled) Response.writeError(request, response, callback, 404);
            } catch (Exception e) { // the edge of the thread
                Response.writeError(request, response, callback, e);
            }
        }

        Request request() {
            return new AtHand(request, kept.toByteArray(), failure);
        }
    }

    private static final class AtHand extends Request.Wrapper {
        private final Content.Chunk end;
        private Optional<Content.Chunk> bytes;

        AtHand(Request request, byte[] body, Optional<Throwable> failure) {
            super(request);
            this.end = failure.map(Content.Chunk::from).orElse(Content.Chunk.EOF);
            this.bytes = Optional.of(Content.Chunk.from(ByteBuffer.wrap(body), false));
        }

        @Override
        public Content.Chunk read() {
            Content.Chunk next = bytes.orElse(end);
            bytes = Optional.empty();
            return next;
        }

        @Override
        public void demand(Runnable available) {
            available.run();
        }
    }
}
