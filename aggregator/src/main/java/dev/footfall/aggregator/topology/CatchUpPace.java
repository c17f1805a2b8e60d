package dev.footfall.aggregator.topology;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * The pace of counting in the background. While a log is caught up with, a thread pauses after each batch for as long as it has
 * worked on the one before, so that half of its time is left to what is asked; near the log's end it does not pause.
 */
final class CatchUpPace {
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final CommitPace.Backlog backlog;
    private final LongSupplier nanos;
    private final ThreadLocal<Long> handedOutNanos;

    /**
     * A pace for all threads of an instance.
     *
     * @param nanos a clock of any origin
     */
    CatchUpPace(CommitPace.Backlog backlog, LongSupplier nanos) {
        this.backlog = backlog;
        this.nanos = nanos;
        this.handedOutNanos = ThreadLocal.withInitial(nanos::getAsLong);
    }

    /** Pauses where it is due after a call to a consumer that has returned this. */
    void pauseAfter(Object returned) {
        if (!(returned instanceof ConsumerRecords<?, ?> polled)) return;
        if (isCatchingUp(polled)) {
            long workedNanos = nanos.getAsLong() - handedOutNanos.get();
            LockSupport.parkNanos(Math.min(workedNanos, LONGEST_PAUSE_NANOS));
        }
        handedOutNanos.set(nanos.getAsLong());
    }

    private boolean isCatchingUp(ConsumerRecords<?, ?> polled) {
        for (TopicPartition partition : polled.partitions()) {
            var records = polled.records(partition);
            ConsumerRecord<?, ?> last = records.get(records.size() - 1);
            if (backlog.lag(partition.partition(), last.offset() + 1) >= CommitPace.CATCHING_UP_RECORDS) return true;
        }
        return false;
    }
}
