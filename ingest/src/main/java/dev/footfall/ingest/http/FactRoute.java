package dev.footfall.ingest.http;

import dev.footfall.ingest.publish.Delivery;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route whose request says one fact: read it, publish it, answer once it is acknowledged. */
final class FactRoute<T> implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(FactRoute.class);

    /** Finds the fact in a request. */
    @FunctionalInterface
    interface Reading<T> {
        Said<T> read(Context context) throws IOException;
    }

    /**
     * Where facts of one kind go.
     *
     * @param publish hands them to the log
     * @param counters count them
     * @param answering where answers are sent from, so that a slow caller never holds up the publisher's thread
     */
    record Way<T>(Function<List<T>, CompletableFuture<Delivery>> publish, EventCounters counters, Executor answering) {}

    private final Reading<T> reading;
    private final Way<T> way;

    FactRoute(Reading<T> reading, Way<T> way) {
        this.reading = reading;
        this.way = way;
    }

    @Override
    public void handle(Context context) throws IOException {
        Said<T> said = reading.read(context);
        if (said instanceof Said.Refused<T> refused) {
            way.counters().rejected().increment();
            refused.reply().send(context);
        } else if (said instanceof Said.Fact<T> fact) {
            CompletableFuture<Reply> reply =
                    way.publish().apply(List.of(fact.fact())).thenApply(this::reply);
            if (reply.isDone()) reply.join().send(context);
            else context.future(() -> reply.thenAcceptAsync(sent -> sent.send(context), way.answering()));
        }
    }

    private Reply reply(Delivery delivery) {
        if (delivery instanceof Delivery.Unavailable unavailable) {
            LOG.debug("answered 503: {}", unavailable.reason());
            way.counters().unavailable().increment();
            return Reply.tryAgain("LogUnavailable", "This could not be written to the log. Sending it again is safe.");
        }
        way.counters().accepted().increment();
        return Reply.outcome(202, 1, List.of());
    }
}
