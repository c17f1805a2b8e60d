package dev.footfall.ingest.http;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code POST /v1/events}: read the body, publish its events, answer once all of them are acknowledged. */
record EventsRoute(BatchReader reader, EventPublisher publisher, EventCounters counters, Bodies bodies)
        implements PublisherRoute {
    static final String PATH = "/v1/events";

    private static final Logger LOG = LoggerFactory.getLogger(EventsRoute.class);

    @Override
    public void handle(Context context, int caller) {
        bodies.answer(context, caller, BodyKind.EVENTS, body -> reply(context, body));
    }

    private CompletableFuture<Reply> reply(Context context, Body body) {
        if (!context.queryParamMap().isEmpty()) counters.rejected().increment();
        FactRequests.onlyParameters(context, Set.of());
        return body instanceof Body.Decoded content
                ? reply(EventFormat.of(context).orElseThrow(), content.bytes())
                : now(unreadable(PostedBatch.Rejection.ofBody(0, ((Body.Undecodable) body).error())));
    }

    private CompletableFuture<Reply> reply(EventFormat format, byte[] body) {
        try {
            return reply(reader.read(format, body));
        } catch (SharedLogUnavailableException e) {
            LOG.debug("answered 503 before anything was written: {}", e.getMessage());
            return now(Replies.tryAgain(
                    "LogUnavailable", "No event could be written to the log. Sending all of them again is safe."));
        }
    }

    private CompletableFuture<Reply> reply(PostedBatch batch) {
        if (batch instanceof PostedBatch.Malformed unreadable) return now(unreadable(unreadable.rejection()));
        if (!(batch instanceof PostedBatch.Checked read)) {
            return now(Replies.problem(413, "TooMany", "A request may have 10,000 events."));
        }
        if (read.isAllBad()) {
            counters.rejected().increment(read.rejections().size());
            return now(Replies.outcome(400, 0, read.rejections()));
        }
        return publisher.publish(read.events()).thenApply(delivery -> reply(read, delivery));
    }

    private Reply reply(PostedBatch.Checked read, Delivery delivery) {
        if (delivery instanceof Delivery.Unacknowledged unavailable) {
            LOG.debug("answered 503 for {} events: {}", read.events().size(), unavailable.reason());
            counters.unavailable().increment(read.events().size());
            return Replies.tryAgain(
                    "LogUnavailable",
                    "Not every event could be written to the log. Sending all of them again is safe.");
        }
        counters.accepted().increment(read.events().size());
        counters.rejected().increment(read.rejections().size());
        return Replies.outcome(202, read.events().size(), read.rejections());
    }

    private Reply unreadable(PostedBatch.Rejection rejection) {
        counters.rejected().increment();
        return Replies.outcome(400, 0, List.of(rejection));
    }

    private static CompletableFuture<Reply> now(Reply reply) {
        return CompletableFuture.completedFuture(reply);
    }
}
