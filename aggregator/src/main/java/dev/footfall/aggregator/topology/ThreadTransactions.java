package dev.footfall.aggregator.topology;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The transactions of each counting thread: Kafka Streams tells nobody that a commit succeeded; the thread knows. */
final class ThreadTransactions {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadTransactions.class);

    /** A thread closes its producer after its last commit, or after a failure, when nothing of it is to be sent any more. */
    private static final Duration LONGEST_CLOSE = Duration.ofSeconds(10);

    private final ThreadLocal<Ends> ends = ThreadLocal.withInitial(() -> new Ends(0, 0));

    /** Lost are those that were not committed, or whose end is unknown. */
    record Ends(long committed, long lost) {
        boolean haveCommittedSince(Ends before) {
            return committed > before.committed && lost == before.lost;
        }
    }

    Ends ofThisThread() {
        return ends.get();
    }

    void add(long committed, long lost) {
        Ends before = ends.get();
        ends.set(new Ends(before.committed + committed, before.lost + lost));
    }

    /** The places told to one producer: where one comes before an earlier one, the brokers lost that. Thread-safe. */
    private static final class WrittenOffsets {
        private final Map<TopicPartition, Long> last = new HashMap<>();
        private Optional<TopicPartition> cut = Optional.empty();

        synchronized void add(RecordMetadata written) {
            if (!written.hasOffset()) return;
            var partition = new TopicPartition(written.topic(), written.partition());
            Long before = last.put(partition, written.offset());
            if (before != null && before >= written.offset()) cut = Optional.of(partition);
        }

        /** Throws what has Kafka Streams abort the transaction and restore its stores, which are ahead of such a log. */
        synchronized void requireWhole() {
            if (cut.isEmpty()) return;
            String sentence = cut.get() + " has lost committed changes: rebuilding the stores from what it still has";
            LOG.warn(sentence);
            throw new TimeoutException(sentence);
        }

        synchronized void clear() {
            last.clear();
            cut = Optional.empty();
        }
    }

    /**
     * Does a step of a commit. A producer with an unanswered step can only repeat it, and Kafka Streams does not:
     * after a {@link TimeoutException} it restores the tasks for the same producer, which waits until the transaction has timed
     * out, and the thread dies at the next record. So it dies at once: its successor's producer aborts the transaction.
     */
    private static void end(Runnable step) {
        try {
            step.run();
        } catch (TimeoutException e) {
            throw new KafkaException("the brokers have not answered a commit", e);
        }
    }

    /** A producer whose transactions are noted. It commits nothing on top of a log that has lost its end. */
    Producer<byte[], byte[]> producer(Map<String, Object> config) {
        var written = new WrittenOffsets();
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                return super.send(record, (metadata, failure) -> {
                    if (failure == null) written.add(metadata);
                    callback.onCompletion(metadata, failure);
                });
            }

            @Override
            public void sendOffsetsToTransaction(
                    Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
                end(() -> super.sendOffsetsToTransaction(offsets, group));
            }

            @Override
            public void commitTransaction() {
                try {
                    written.requireWhole();
                    end(super::commitTransaction);
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
                written.clear();
            }

            /** Kafka Streams gives no limit, and a sender that is in an error waits for its transaction for ever. */
            @Override
            public void close(Duration timeout) {
                add(0, 1);
                super.close(timeout.compareTo(LONGEST_CLOSE) < 0 ? timeout : LONGEST_CLOSE);
            }
        };
    }
}
