package dev.footfall.aggregator.topology;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The ends of the transactions of each counting thread, which writes the changes of all its partitions with one producer.
 * Kafka Streams tells nobody that a commit has succeeded, but it was this thread that made it.
 */
final class Commits {
    private final ThreadLocal<Ends> ends = ThreadLocal.withInitial(() -> new Ends(0, 0));

    /**
     * The transactions of one thread so far.
     *
     * @param committed those that were
     * @param lost those that were not, or whose end is unknown
     */
    record Ends(long committed, long lost) {
        /** True if whatever was written before is committed now. */
        boolean haveCommittedSince(Ends before) {
            return committed > before.committed && lost == before.lost;
        }
    }

    Ends ofThisThread() {
        return ends.get();
    }

    private void add(long committed, long lost) {
        Ends before = ends.get();
        ends.set(new Ends(before.committed + committed, before.lost + lost));
    }

    /** A producer whose transactions are noted. */
    Producer<byte[], byte[]> producer(Map<String, Object> config) {
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public void commitTransaction() {
                try {
                    super.commitTransaction();
                } catch (RuntimeException e) {
                    add(0, 1);
                    throw e;
                }
                add(1, 0);
            }

            @Override
            public void abortTransaction() {
                add(0, 1);
                super.abortTransaction();
            }

            @Override
            public void close(Duration timeout) {
                add(0, 1);
                super.close(timeout);
            }
        };
    }
}
