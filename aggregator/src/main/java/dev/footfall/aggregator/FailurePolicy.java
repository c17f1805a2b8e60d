package dev.footfall.aggregator;

import dev.footfall.aggregator.counting.StateConflict;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the death of a counting thread: a new thread takes over where the last commit was, unless the fault is one
 * that stays: a state that cannot be continued, a full disk, or several deaths in a row without a single record read between. Those
 * that Kafka itself says are worth another try do not add up: while it is away nobody can count better than this
 * instance. One that can no longer hear which repositories are private stops as well.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final int DEATHS_IN_A_ROW = 5;

    private static final String NO_SPACE = "No space left on device";

    private static final String FULL_DISK =
            "The disk of the counted state is full (%s). All acknowledged and counted events are in Kafka. Free some "
                    + "space there and restart; nothing else is needed";

    /** Kafka's words for a record whose bytes changed on disk, and those in the names of the state's topics. */
    private static final String CORRUPT = "Record is corrupt";

    private static final String CHANGELOG = "-changelog-";
    private static final String DAMAGED_STATE =
            ". The counted state is damaged: run `footfall rebuild` to recount the log of events";

    private static final String DAMAGED_LOG =
            ". A log is damaged: restore its files from a backup. Until then, nothing after the damage is counted";

    private static final String MORE_PARTITIONS =
            " Either partitions were added to the topics of events or likes: stop every ingest and restart this "
                    + "process, which then prints what to do. Or the state belongs to deleted topics: run `footfall "
                    + "rebuild`";

    /** The words of Kafka's producer for what it cannot do before an end of a transaction that timed out is retried. */
    private static final String TIMED_OUT = "timed out and must be retried";

    /** The suffix of Kafka Streams' name for the thread of the global store, which it cannot replace. */
    private static final String REPOSITORIES_THREAD = "-GlobalStreamThread";

    private final LongSupplier recordsRead;
    private final Consumer<String> onReplace;
    private final Consumer<String> onFailure;
    private long readAtLastDeath = -1;
    private int deaths;

    /**
     * @param onReplace receives the name of a thread whose place another is to take
     * @param onFailure receives, in one sentence, why the counting stops for good
     */
    FailurePolicy(LongSupplier recordsRead, Consumer<String> onReplace, Consumer<String> onFailure) {
        this.recordsRead = recordsRead;
        this.onReplace = onReplace;
        this.onFailure = onFailure;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            String message = String.valueOf(cause.getMessage());
            if (cause instanceof StateConflict) return stop(message);
            if (cause instanceof AuthorizationException)
                return stop("Kafka denies access that counting needs: " + message);
            if (message.contains(" has invalid partitions"))
                return stop(message.replaceFirst(" Use .*", MORE_PARTITIONS));
            if (message.contains(NO_SPACE) || isFullDisk(cause)) return stop(FULL_DISK.formatted(message));
        }
        if (Thread.currentThread().getName().endsWith(REPOSITORIES_THREAD)) {
            LOG.error("The thread that reads repositories died", exception);
            return stop("The repositories can no longer be read: " + cause(exception));
        }
        LOG.error("A counting thread died", exception);
        long read = recordsRead.getAsLong();
        if (read != readAtLastDeath) deaths = 0;
        readAtLastDeath = read;
        if (!isOfKafka(exception)) deaths++;
        if (deaths >= DEATHS_IN_A_ROW) return stop("Counting keeps failing: " + cause(exception));
        onReplace.accept(Thread.currentThread().getName());
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    /** True by RocksDB's status, whatever the system's language. */
    private static boolean isFullDisk(Throwable cause) {
        return cause instanceof RocksDBException refused
                && refused.getStatus() != null
                && refused.getStatus().getSubCode() == Status.SubCode.NoSpace;
    }

    /** The first and the last of the causes, and the way out if it is a damaged file. */
    static String cause(Throwable exception) {
        Throwable last = exception;
        while (last.getCause() != null) last = last.getCause();
        if (last == exception) return exception.toString();
        String text = exception + ", because of " + last;
        if (!text.contains(CORRUPT)) return text;
        return text + (text.contains(CHANGELOG) ? DAMAGED_STATE : DAMAGED_LOG);
    }

    /** True if Kafka was away or changing hands, which passes however long it takes. */
    private static boolean isOfKafka(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            boolean isOfTimedOutCommit = cause instanceof IllegalStateException
                    && String.valueOf(cause.getMessage()).endsWith(TIMED_OUT);
            if (cause instanceof RetriableException || isOfTimedOutCommit) return true;
        }
        return false;
    }

    private StreamThreadExceptionResponse stop(String sentence) {
        onFailure.accept(sentence);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
