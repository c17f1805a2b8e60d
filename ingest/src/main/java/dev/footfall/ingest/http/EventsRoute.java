package dev.footfall.ingest.http;

import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/events}: read the body, publish its events, answer once all of them are acknowledged. */
final class EventsRoute implements Handler {
    /** Eight of the largest requests; many more of the usual ones. */
    private static final int MAX_IN_FLIGHT_BYTES = 8 * Body.MAX_BYTES;

    /** What the smallest request takes up, its connection and buffers with it. */
    private static final int LEAST_BYTES = 16 << 10;

    private static final Logger LOG = LoggerFactory.getLogger(EventsRoute.class);

    private final BatchReader reader;
    private final EventPublisher publisher;
    private final EventCounters counters;
    private final Executor answering;
    private final InFlightBytes inFlight = new InFlightBytes(MAX_IN_FLIGHT_BYTES);

    /**
     * The route.
     *
     * @param answering where answers are sent from, so that a slow caller never holds up the publisher's thread
     */
    EventsRoute(BatchReader reader, EventPublisher publisher, EventCounters counters, Executor answering) {
        this.reader = reader;
        this.publisher = publisher;
        this.counters = counters;
        this.answering = answering;
    }

    @Override
    public void handle(Context context) throws IOException {
        Optional<InFlightBytes.Share> share = inFlight.take(Math.max(LEAST_BYTES, Body.mostBytes(context)));
        if (share.isEmpty()) {
            Reply.tryAgain("Busy", "Too many requests are in flight. Send this one again.")
                    .send(context);
            return;
        }
        handle(context, share.get());
    }

    private void handle(Context context, InFlightBytes.Share share) throws IOException {
        CompletableFuture<Reply> reply;
        try {
            reply = reply(context, share);
        } catch (IOException | RuntimeException | Error e) {
            share.release();
            throw e;
        }
        CompletableFuture<Reply> last = reply.whenComplete((sent, failure) -> share.release());
        if (last.isDone()) last.join().send(context);
        else context.future(() -> last.thenAcceptAsync(sent -> sent.send(context), answering));
    }

    private CompletableFuture<Reply> reply(Context context, InFlightBytes.Share share) throws IOException {
        Body body = Body.read(context);
        if (body instanceof Body.Refused refused) return now(refused.reply());
        if (body instanceof Body.Content content) {
            share.shrinkTo(Math.max(LEAST_BYTES, content.bytes().length));
            return reply(reader.read(content));
        }
        return now(unreadable(Rejection.ofBody(((Body.Unreadable) body).error())));
    }

    private CompletableFuture<Reply> reply(Batch batch) {
        if (batch instanceof Batch.Unreadable unreadable) return now(unreadable(unreadable.rejection()));
        if (!(batch instanceof Batch.Read read)) {
            return now(Reply.problem(413, "TooMany", "A request may have 10,000 events."));
        }
        if (read.isAllBad()) {
            counters.rejected().increment(read.rejections().size());
            return now(Reply.outcome(400, 0, read.rejections()));
        }
        return publisher.publish(read.events()).thenApply(delivery -> reply(read, delivery));
    }

    private Reply reply(Batch.Read read, Delivery delivery) {
        if (delivery instanceof Delivery.Unavailable unavailable) {
            LOG.debug("answered 503 for {} events: {}", read.events().size(), unavailable.reason());
            counters.unavailable().increment(read.events().size());
            return Reply.tryAgain(
                    "LogUnavailable",
                    "Not every event could be written to the log. Sending all of them again is safe.");
        }
        counters.accepted().increment(read.events().size());
        counters.rejected().increment(read.rejections().size());
        return Reply.outcome(202, read.events().size(), read.rejections());
    }

    private Reply unreadable(Rejection rejection) {
        counters.rejected().increment();
        return Reply.outcome(400, 0, List.of(rejection));
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
