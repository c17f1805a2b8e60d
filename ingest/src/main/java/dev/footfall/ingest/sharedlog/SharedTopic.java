package dev.footfall.ingest.sharedlog;

import dev.footfall.events.TopicSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * The form of a shared log: its topic, its records, and the book that they add up to.
 *
 * @param <B> the book, which is changed by the records alone
 * @param <R> a record
 */
public interface SharedTopic<B, R> {
    /** The name of what is agreed on, in an operator's words. */
    String subject();

    /** The topic, of one partition, whose writers share a transactional id. */
    TopicSpec spec();

    /** A book of no record. */
    B emptyBook();

    /** The key of a record. */
    byte[] key(R record);

    /** The value of a record; empty for one that ends what the key was about. */
    Optional<byte[]> value(R record);

    /** Reads a record; empty if it is none of this form. */
    Optional<R> read(byte[] key, Optional<byte[]> value);

    /** Takes note of the next record of the log. */
    void replay(B book, R next, Instant logTime);
}
