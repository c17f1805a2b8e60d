package dev.footfall.ingest.http;

import dev.footfall.ingest.http.Body.EventFormat;
import dev.footfall.web.Reply;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Events whose body came with its head, answered as {@link EventsRoute} does, without the costs of a servlet. */
final class SmallPosts extends Handler.Wrapper {
    private static final int MOST_BYTES = InFlightBytes.LEAST;

    private final AccessGuard access;
    private final InFlightBytes inFlight;
    private final EventsRoute events;

    SmallPosts(AccessGuard access, InFlightBytes inFlight, EventsRoute events) {
        this.access = access;
        this.inFlight = inFlight;
        this.events = events;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        Optional<EventFormat> format = format(request);
        if (format.isEmpty()) return super.handle(request, response, callback);
        HttpFields headers = request.getHeaders();
        OptionalInt publisher = access.publisher(headers.get(HttpHeader.HOST), headers.get(HttpHeader.AUTHORIZATION));
        if (publisher.isEmpty()) return super.handle(request, response, callback);
        InFlightBytes.Share share = inFlight.of(publisher.getAsInt());
        if (!share.begin(MOST_BYTES)) return super.handle(request, response, callback);
        Content.Chunk first = request.read();
        if (first == null || Content.Chunk.isFailure(first) || first.remaining() < request.getLength()) {
            share.release();
            return super.handle(first == null ? request : new Begun(request, first), response, callback);
        }
        request.addIdleTimeoutListener(timeout -> false); // a request that waits for the log is not idle
        var unused = CompletableFuture.completedFuture(bytes(first))
                .thenCompose(body -> events.reply(format.get(), body))
                .exceptionally(Replies.Failures::unexpected)
                .whenComplete((reply, failure) -> share.release())
                .thenAccept(reply -> send(reply, response, callback))
                .whenComplete((sent, failure) -> {
                    if (failure != null) callback.failed(failure);
                });
        return true;
    }

    private static byte[] bytes(Content.Chunk chunk) {
        byte[] bytes = new byte[chunk.remaining()];
        chunk.getByteBuffer().get(bytes);
        chunk.release();
        return bytes;
    }

    private static Optional<EventFormat> format(Request request) {
        boolean isForEvents = HttpMethod.POST.is(request.getMethod())
                && EventsRoute.PATH.equals(request.getHttpURI().getPathQuery());
        boolean isSmall = request.getLength() > 0 && request.getLength() <= MOST_BYTES;
        if (!isForEvents || !isSmall) return Optional.empty();
        String type = "";
        for (HttpField field : request.getHeaders()) {
            if (field.getHeader() == HttpHeader.CONTENT_ENCODING
                    || field.getHeader() == HttpHeader.EXPECT
                    || field.getHeader() == HttpHeader.ORIGIN) {
                return Optional.empty();
            }
            if (field.getHeader() == HttpHeader.CONTENT_TYPE && type.isEmpty()) type = field.getValue();
        }
        return EventFormat.of(type);
    }

    private static void send(Reply reply, Response response, Callback callback) {
        response.setStatus(reply.status());
        HttpFields.Mutable headers = response.getHeaders();
        reply.headers().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_LENGTH, reply.body().length);
        response.write(true, ByteBuffer.wrap(reply.body()), callback);
    }

    private static final class Begun extends Request.Wrapper {
        private Optional<Content.Chunk> first;

        Begun(Request request, Content.Chunk first) {
            super(request);
            this.first = Optional.of(first);
        }

        @Override
        public Content.Chunk read() {
            if (first.isEmpty()) return super.read();
            Content.Chunk chunk = first.get();
            first = Optional.empty();
            return chunk;
        }

        @Override
        public void demand(Runnable available) {
            if (first.isEmpty()) super.demand(available);
            else available.run();
        }
    }
}
