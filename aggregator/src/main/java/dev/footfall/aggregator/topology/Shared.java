package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.CommitMark;
import dev.footfall.aggregator.counting.HeapBudget;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.aggregator.recovery.ChangelogEnds;
import dev.footfall.aggregator.sealing.Seals;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Shared by all partitions of a process. {@code keepsSealedDays}: those of other rules are taken as they are. */
public record Shared(
        HeapBudget budget,
        LivePartitions live,
        LiveRegistrations registrations,
        CommitPace pace,
        Seals seals,
        boolean keepsSealedDays,
        boolean publishesRows,
        ChangelogEnds changelogs,
        Progress progress) {
    public record Progress(PausedPartitions held, Commits commits, LostRecords faults) {
        public Progress() {
            this(new PausedPartitions(), new Commits(), new LostRecords());
        }

        /** The offset of the first event of a partition at or after this one, as far as is known. */
        public long pass(int partition, long offset) {
            return held.pass(partition, offset);
        }
    }

    public boolean isHeld(int partition) {
        return progress.held().isHeld(partition);
    }

    /**
     * Partitions whose log lost records that were counted: after a loss of power new records take the lost offsets. A
     * fault is kept until the partition's task is closed and opened anew: here, or elsewhere, which later commits tell. Safe for
     * many threads.
     */
    static final class LostRecords {
        private final Map<Integer, Fault> faults = new ConcurrentHashMap<>();

        private record Fault(String sentence, long commit) {}

        /** Notes a read from elsewhere than the state's place; thrown, it has Kafka Streams open the task anew. */
        TaskCorruptedException add(TaskId task, CommitMark last, String topic, long next, long read) {
            String what =
                    read < next ? "records that were counted are no longer in the log" : "sealed days have the rest";
            String sentence = "it was counted up to offset " + next + " of " + topic + ", and that is read from " + read
                    + ": " + what;
            faults.put(task.partition(), new Fault(sentence, last.commit()));
            return new TaskCorruptedException(Set.of(task));
        }

        Optional<String> take(int partition, CommitMark last) {
            return Optional.ofNullable(faults.remove(partition))
                    .filter(fault -> last.commit() <= fault.commit())
                    .map(Fault::sentence);
        }
    }

    /** The transactions of each counting thread: Kafka Streams tells nobody that a commit succeeded; the thread knows. */
    static final class Commits {
        private static final Logger LOG = LoggerFactory.getLogger(Commits.class);

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
                String sentence = cut.get() + " has lost what was committed: the stores are made anew from what it has";
                LOG.warn(sentence);
                throw new TimeoutException(sentence);
            }

            synchronized void clear() {
                last.clear();
                cut = Optional.empty();
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
                public void commitTransaction() {
                    try {
                        written.requireWhole();
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
}
