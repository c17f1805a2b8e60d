package dev.footfall.ingest.http;

import dev.footfall.ingest.http.Bodies.Submission;
import dev.footfall.ingest.http.EventsRoute.EventCounters;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route whose request says one fact: read it, publish it, answer once it is acknowledged. */
final class FactRoute<T> implements AccessGuard.PublisherRoute {
    private static final Logger LOG = LoggerFactory.getLogger(FactRoute.class);

    @FunctionalInterface
    interface Reading<T> {
        CompletableFuture<Submission<T>> read(Context context, InFlightBytes.Share share);
    }

    private final Reading<T> reading;
    private final FactSink<T> sink;
    private final Bodies bodies;

    FactRoute(Reading<T> reading, FactSink<T> sink, Bodies bodies) {
        this.reading = reading;
        this.sink = sink;
        this.bodies = bodies;
    }

    @Override
    public void handle(Context context, int publisher) {
        bodies.answer(context, publisher, share -> reading.read(context, share).thenCompose(this::reply));
    }

    private CompletableFuture<Reply> reply(Submission<T> said) {
        if (said instanceof Submission.Refused<T> refused) {
            sink.counters().rejected().increment();
            return CompletableFuture.completedFuture(refused.reply());
        }
        return sink.publish().apply(List.of(((Submission.Fact<T>) said).fact())).thenApply(this::reply);
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
