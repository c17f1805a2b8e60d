package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.Parsed;
import dev.footfall.ingest.http.Bodies.BodyKind;
import dev.footfall.ingest.http.EventsRoute.EventCounters;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route whose request says one fact: read it, publish it, answer once it is acknowledged. */
record FactRoute<T>(BodyKind kind, Reading<T> reading, FactSink<T> sink, Bodies bodies)
        implements AccessGuard.PublisherRoute {
    private static final Logger LOG = LoggerFactory.getLogger(FactRoute.class);

    @FunctionalInterface
    interface Reading<T> {
        Parsed<T> read(Context context, byte[] body);
    }

    @Override
    public void handle(Context context, int publisher) {
        Runnable onRefused = sink.counters().rejected()::increment;
        bodies.answer(context, publisher, kind, body -> publish(reading.read(context, json(body))), onRefused);
    }

    /** The bytes of the small JSON object that says more about a fact than its path does. */
    static byte[] json(Body body) {
        if (body instanceof Body.Content content) return content.bytes();
        throw bad(new Decoded.Malformed(Decoded.Malformed.JSON, ((Body.Unreadable) body).error()));
    }

    static HttpProblemException bad(Decoded.Malformed reason) {
        return new HttpProblemException(Replies.badField(reason));
    }

    private CompletableFuture<Reply> publish(Parsed<T> fact) {
        return fact.fold(valid -> sink.publish().apply(List.of(valid)).thenApply(this::reply), reason -> {
            throw bad(reason);
        });
    }

    private Reply reply(Delivery delivery) {
        if (delivery instanceof Delivery.Unavailable unavailable) {
            LOG.debug("answered 503: {}", unavailable.reason());
            sink.counters().unavailable().increment();
            return Replies.tryAgain(
                    "LogUnavailable", "This could not be written to the log. Sending it again is safe.");
        }
        sink.counters().accepted().increment();
        return Replies.outcome(202, 1, List.of());
    }

    record FactSink<T>(Function<List<T>, CompletableFuture<Delivery>> publish, EventCounters counters) {}
}
