package dev.footfall.ingest.sharedlog;

import dev.footfall.events.TopicSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** {@code subject} is for operators; an empty {@code value} ends its key's state; {@code R} alone changes {@code S}. */
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
