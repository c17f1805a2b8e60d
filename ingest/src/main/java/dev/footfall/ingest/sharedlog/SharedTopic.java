package dev.footfall.ingest.sharedlog;

import dev.footfall.events.TopicSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The form of a shared log: its topic, its records, and the state that they add up to.
 *
 * @param subject the name of what is agreed on, in an operator's words
 * @param emptyState makes a state of no record
 * @param value the value of a record; empty for one that ends the state of its key
 * @param <S> the state, which is changed by the records alone
 * @param <R> a record
 */
public record SharedTopic<S, R>(
        String subject,
        TopicSpec spec,
        Supplier<S> emptyState,
        Function<R, byte[]> key,
        Function<R, Optional<byte[]>> value,
        BiFunction<byte[], Optional<byte[]>, Optional<R>> read,
        Replay<S, R> replay) {
    @FunctionalInterface
    public interface Replay<S, R> {
        void replay(S state, R next, Instant logTime);
    }
}
