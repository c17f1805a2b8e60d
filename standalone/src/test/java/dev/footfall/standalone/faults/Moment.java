package dev.footfall.standalone.faults;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The moments of a transaction at which something can go wrong, as the producer sees them. */
enum Moment {
    /** Events were counted, but nothing of that was written. */
    BEFORE_FLUSH,
    /** The visitor-days are written, the daily rows are not. */
    IN_FLUSH,
    /** Everything is written, but no offset belongs to it. */
    AFTER_FLUSH,
    /** The offsets are part of the transaction, which is not committed. */
    BEFORE_COMMIT,
    /** The transaction is committed, but who committed it does not know. */
    AFTER_COMMIT,
    /** Never. */
    NONE;

    /** The moment before this call to a producer. */
    static Optional<Moment> before(String method, Object[] arguments) {
        return switch (method) {
            case "beginTransaction" -> Optional.of(BEFORE_FLUSH);
            case "sendOffsetsToTransaction" -> Optional.of(AFTER_FLUSH);
            case "commitTransaction" -> Optional.of(BEFORE_COMMIT);
            case "send" -> isRow(arguments[0]) ? Optional.of(IN_FLUSH) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static boolean isRow(Object record) {
        return record instanceof ProducerRecord<?, ?> change
                && change.topic().endsWith("-counts-changelog")
                && change.key() instanceof byte[] key
                && PartKeys.isIn(PartitionStores.DAILY_ROWS, key);
    }

    /** The moment after this call. */
    static Optional<Moment> after(String method) {
        return method.equals("commitTransaction") ? Optional.of(AFTER_COMMIT) : Optional.empty();
    }
}
