package dev.footfall.ingest.sharedlog;

import dev.footfall.events.TopicSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The state that the records of a topic add up to. {@code subject} is for operators; an empty {@code value} ends its
 * key's state; {@code R} alone changes {@code S}.
 *
 * <p>Where the topic has a {@linkplain TopicSpec#transactionalId transactional id}, its writers take turns: the last of them to begin
 * fences the others, which try again. Without one all append at the same time, and the order of the log settles what they
 * disagree about, as a {@code Replay} sees it.
 */
public record SharedTopic<S, R>(
        String subject,
        TopicSpec spec,
        Supplier<S> emptyState,
        Function<R, byte[]> key,
        Function<R, Optional<byte[]>> value,
        BiFunction<byte[], Optional<byte[]>, Optional<R>> read,
        Replay<S, R> replay) {
    ProducerRecord<byte[], byte[]> encode(String name, R next) {
        return new ProducerRecord<>(name, 0, key.apply(next), value.apply(next).orElse(null));
    }

    @FunctionalInterface
    public interface Replay<S, R> {
        void replay(S state, R next, Instant logTime);
    }
}
