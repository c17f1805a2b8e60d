package dev.footfall.aggregator;

import dev.footfall.aggregator.partition.StateConflict;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What follows when a counting thread dies: a new thread takes over where the last commit was, unless the fault is one
 * that stays: a state that cannot be gone on from, or several deaths in a row without a single record read between. An
 * instance that can no longer hear which repositories are private stops as well.
 */
final class FailurePolicy implements StreamsUncaughtExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(FailurePolicy.class);
    private static final int DEATHS_IN_A_ROW = 5;

    /** How Kafka Streams calls the thread of the global store, which it cannot replace. */
    private static final String REPOSITORIES_THREAD = "-GlobalStreamThread";

    private final LongSupplier recordsRead;
    private final Consumer<String> onFailure;
    private long readAtLastDeath = -1;
    private int deaths;

    FailurePolicy(LongSupplier recordsRead, Consumer<String> onFailure) {
        this.recordsRead = recordsRead;
        this.onFailure = onFailure;
    }

    @Override
    public synchronized StreamThreadExceptionResponse handle(Throwable exception) {
        for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof StateConflict conflict) return stop(String.valueOf(conflict.getMessage()));
        }
        if (Thread.currentThread().getName().endsWith(REPOSITORIES_THREAD)) {
            LOG.error("The thread that reads repositories has died", exception);
            return stop("The repositories can no longer be read: " + exception);
        }
        LOG.error("A counting thread has died", exception);
        long read = recordsRead.getAsLong();
        deaths = read == readAtLastDeath ? deaths + 1 : 1;
        readAtLastDeath = read;
        return deaths < DEATHS_IN_A_ROW
                ? StreamThreadExceptionResponse.REPLACE_THREAD
                : stop("The counting fails again and again: " + exception);
    }

    private StreamThreadExceptionResponse stop(String sentence) {
        onFailure.accept(sentence);
        return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
    }
}
