package dev.footfall.web;

import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Receives the body of a request before the request is handled. A handler can read its first {@value #MAX_BYTES}
 * bytes and one more without waiting; then its end, or the failure.
 */
public final class BufferedBodies extends Handler.Wrapper {
    public static final int MAX_BYTES = 256 << 10;

    private static final long MAX_RECEIVED_BYTES = 4L * MAX_BYTES;

    private final BodyPace pace;
    private final Permits waiting;
    private final Function<Request, String> callers;

    /** {@code waiting}: permits of up to 256 KiB each; {@code callers}: the name under which a request takes one. */
    public BufferedBodies(Duration patience, Permits waiting, Function<Request, String> callers) {
        this.pace = BodyPace.whole(patience);
        this.waiting = waiting;
        this.callers = callers;
    }

    /** The body of a request that was handled after it; of a longer one the first {@link #MAX_BYTES} bytes and one more. */
    public static byte[] read(HttpServletRequest request) throws IOException {
        try {
            return request.getInputStream().readNBytes(MAX_BYTES + 1);
        } catch (HttpException.RuntimeException e) { // no chunks where chunks belong
            throw new IOException("the body is not HTTP", e);
        }
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        boolean hasBody = request.getLength() > 0 || request.getHeaders().contains(HttpHeader.TRANSFER_ENCODING);
        boolean isToldBeforeSending =
                request.getHeaders().contains(HttpHeader.EXPECT) && request.getLength() > MAX_BYTES;
        if (!hasBody || isToldBeforeSending) return super.handle(request, response, callback);
        var body = new AtHand(request);
        if (body.reader.isHere()) return super.handle(body, response, callback);
        try {
            Permits.Permit permit = waiting.take(callers.apply(request));
            var unused = body.reader
                    .await(pace)
                    .whenCompleteAsync(
                            (isWhole, failure) -> {
                                permit.close();
                                handOver(body, response, callback);
                            },
                            request.getComponents().getExecutor());
        } catch (Permits.Exhausted e) {
            Response.writeError(request, response, callback, e.status());
        }
        return true;
    }

    private void handOver(Request request, Response response, Callback callback) {
        try {
            if (!super.handle(request, response, callback)) Response.writeError(request, response, callback, 404);
        } catch (Exception e) { // the edge of the thread
            Response.writeError(request, response, callback, e);
        }
    }

    private static final class AtHand extends Request.Wrapper {
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final BodyReader reader;
        private boolean isRead;

        AtHand(Request request) {
            super(request);
            this.reader = new BodyReader(request, MAX_RECEIVED_BYTES, this::keep);
        }

        private void keep(ByteBuffer bytes) {
            byte[] fitting = new byte[Math.min(bytes.remaining(), MAX_BYTES + 1 - kept.size())];
            bytes.get(fitting);
            kept.writeBytes(fitting);
        }

        @Override
        public Content.Chunk read() {
            if (isRead) return reader.end().handle(AtHand::end).join();
            isRead = true;
            return Content.Chunk.from(ByteBuffer.wrap(kept.toByteArray()), false);
        }

        private static Content.Chunk end(@Nullable Boolean isWhole, @Nullable Throwable failure) {
            if (failure != null) return Content.Chunk.from(failure);
            return Boolean.TRUE.equals(isWhole)
                    ? Content.Chunk.EOF
                    : Content.Chunk.from(new BodyReader.Unread("the body is too long"));
        }

        @Override
        public void demand(Runnable available) {
            available.run();
        }
    }
}
