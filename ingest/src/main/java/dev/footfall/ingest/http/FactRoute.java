package dev.footfall.ingest.http;

import dev.footfall.events.FieldError;
import dev.footfall.events.Parsed;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route whose request says one fact: read it, publish it, answer once it is acknowledged. */
record FactRoute<T>(BodyKind kind, BiFunction<Context, byte[], Parsed<T>> reading, FactSink<T> sink, Bodies bodies)
        implements PublisherRoute {
    private static final Logger LOG = LoggerFactory.getLogger(FactRoute.class);

    @Override
    public void handle(Context context, int publisher) {
        Runnable onRefused = sink.counters().rejected()::increment;
        bodies.answer(context, publisher, kind, body -> publish(reading.apply(context, json(body))), onRefused);
    }

    static byte[] json(Body body) {
        if (body instanceof Body.Decoded content) return content.bytes();
        throw bad(new FieldError(FieldError.JSON, ((Body.Undecodable) body).error()));
    }

    static HttpProblemException bad(FieldError reason) {
        return new HttpProblemException(Replies.badField(reason));
    }

    private CompletableFuture<Reply> publish(Parsed<T> fact) {
        return fact.fold(valid -> sink.publish().apply(List.of(valid)).thenApply(this::reply), reason -> {
            throw bad(reason);
        });
    }

    private Reply reply(Delivery delivery) {
        if (delivery instanceof Delivery.Unacknowledged unavailable) {
            LOG.debug("answered 503: {}", unavailable.reason());
            sink.counters().unavailable().increment();
            return Replies.tryAgain(
                    "LogUnavailable", "The log could not be written. Sending the request again is safe.");
        }
        sink.counters().accepted().increment();
        return Replies.outcome(202, 1, List.of());
    }

    record FactSink<T>(Function<List<T>, CompletableFuture<Delivery>> publish, EventCounters counters) {}
}
