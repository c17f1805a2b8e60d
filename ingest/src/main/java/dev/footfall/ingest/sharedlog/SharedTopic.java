package dev.footfall.ingest.sharedlog;

import dev.footfall.events.TopicSpec;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The form of a shared log: its topic, its records, and the book that they add up to.
 *
 * @param subject the name of what is agreed on, in an operator's words
 * @param spec the topic, of one partition, whose writers share a transactional id
 * @param emptyBook makes a book of no record
 * @param key the key of a record
 * @param value the value of a record; empty for one that ends the state of its key
 * @param read reads a record from its key and value; empty if it has another form
 * @param replay adds the next record of the log to a book
 * @param <B> the book, which is changed by the records alone
 * @param <R> a record
 */
public record SharedTopic<B, R>(
        String subject,
        TopicSpec spec,
        Supplier<B> emptyBook,
        Function<R, byte[]> key,
        Function<R, Optional<byte[]>> value,
        BiFunction<byte[], Optional<byte[]>, Optional<R>> read,
        Replay<B, R> replay) {
    @FunctionalInterface
    public interface Replay<B, R> {
        void replay(B book, R next, Instant logTime);
    }
}
