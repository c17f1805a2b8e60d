package dev.footfall.ingest.publish;

import dev.footfall.events.EventEncoder;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.WritableEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Writes events to the log, in batches whose acknowledgements are awaited together. Safe for use by many threads. */
public interface EventPublisher extends AutoCloseable {
    /**
     * A full buffer or an absent broker is an {@link Delivery.Unavailable}; the future never fails. It may complete on
     * the broker client's own thread: what is slow belongs on another one. Of one repository, the facts of one call
     * keep their order.
     */
    <T> CompletableFuture<Delivery> send(Kind<T> kind, List<? extends T> facts);

    default CompletableFuture<Delivery> publish(List<? extends WritableEvent> events) {
        return send(Kind.EVENTS, events);
    }

    /** Sends what is still buffered, within a bound. */
    @Override
    void close();

    /** The kind of what is written: its topic, and a record's key, if it has one, and value. */
    record Kind<T>(TopicSpec topic, Function<T, byte @Nullable []> key, BiFunction<T, EventEncoder, byte[]> value) {
        public static final Kind<WritableEvent> EVENTS =
                new Kind<>(TopicSpec.DOWNLOAD_EVENTS, WritableEvent::keyBytes, WritableEvent::json);
        public static final Kind<RepositoryEvent> REPOSITORIES = new Kind<>(
                TopicSpec.REPOSITORIES, event -> event.repo().keyBytes(), (event, encoder) -> event.toJson());
        public static final Kind<RenameEvent> RENAMES =
                new Kind<>(TopicSpec.REPOSITORIES, RenameEvent::keyBytes, (rename, encoder) -> rename.toJson());
        public static final Kind<LikeEvent> LIKES =
                new Kind<>(TopicSpec.LIKES, like -> like.repo().keyBytes(), (like, encoder) -> like.toJson());
        public static final Kind<RejectedEvent> REJECTED =
                new Kind<>(TopicSpec.REJECTED, event -> null, (event, encoder) -> event.toJson());
    }

    public sealed interface Delivery {
        /** Every event of the batch is durable: all in-sync replicas have it, and the disk of a {@link BrokerDisk}. */
        record Acknowledged() implements Delivery {}

        /** Sending the whole batch again is safe. */
        record Unavailable(String reason) implements Delivery {}
    }
}
