package dev.footfall.operations.states;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.queryapi.states.DayChange;
import dev.footfall.queryapi.states.DecisionRefused;
import dev.footfall.queryapi.states.DecisionUnavailable;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One order of decisions for all nodes: writers share a transactional id, so a new one knows all before its own. */
final class DecisionLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DecisionLog.class);
    private static final Duration POLL = Duration.ofMillis(200);

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The days of a correction are written in one transaction; this is the longest that brokers allow by default. */
    private static final int TRANSACTION_MILLIS = (int) TimeUnit.MINUTES.toMillis(15);

    private final Map<String, Object> kafka;
    private final AdminAnswers answers;
    private final Topics topics;
    private final TopicPartition place;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Object applied = new Object();
    private Consumer<Decision> taker = any -> {};
    private Optional<Thread> follower = Optional.empty();
    private long position;
    private volatile boolean isClosed;

    DecisionLog(Map<String, String> kafka, Topics topics) {
        this.kafka = Map.copyOf(kafka);
        this.answers = new AdminAnswers(kafka, PATIENCE);
        this.topics = topics;
        this.place = new TopicPartition(topics.name(TopicSpec.STATES), 0);
        Map<String, Object> settings = new HashMap<>(this.kafka);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        this.consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(place));
        consumer.seekToBeginning(List.of(place));
    }

    /** Warns of decisions that are not committed, such as one whose commit the disk has lost. */
    void read(Consumer<Decision> first) {
        taker = first;
        long written = end(IsolationLevel.READ_UNCOMMITTED);
        long end = consumer.endOffsets(List.of(place)).getOrDefault(place, written);
        if (end < written) {
            LOG.warn(
                    "The decisions in {} from offset {} on are not committed: they are in progress, or lost and "
                            + "must be repeated",
                    place.topic(),
                    end);
        }
        readTo(end);
    }

    private void readTo(long end) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(place) < end) {
            if (System.nanoTime() > giveUpNanos) {
                throw new IllegalStateException("the decisions in " + place.topic() + " could not be read in time");
            }
            poll(taker);
        }
    }

    /** Until it is closed; a failure ends it: this node would answer from an earlier state. */
    void follow(Consumer<Decision> next, Consumer<String> onFailure) {
        taker = next;
        var thread = new Thread(
                () -> {
                    try {
                        while (!isClosed) poll(next);
                    } catch (WakeupException e) {
                        LOG.debug("Decisions are no longer followed", e);
                    } catch (RuntimeException e) { // the edge of the thread
                        LOG.error("The decisions in {} cannot be followed", place.topic(), e);
                        onFailure.accept("the decisions about states cannot be followed: " + e.getMessage());
                    } finally {
                        closeConsumer();
                    }
                },
                "decisions");
        thread.setDaemon(true);
        follower = Optional.of(thread);
        thread.start();
    }

    private void poll(Consumer<Decision> taker) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            DecisionCodec.decode(record).ifPresent(taker);
        }
        synchronized (applied) {
            position = consumer.position(place);
            applied.notifyAll();
        }
    }

    final class DecisionWriter {
        private final KafkaProducer<byte[], byte[]> producer;
        private volatile long end;

        private DecisionWriter(KafkaProducer<byte[], byte[]> producer) {
            this.producer = producer;
        }

        void correct(int number, DayChange day) {
            var unused = producer.send(DecisionCodec.encode(topics.name(TopicSpec.CORRECTIONS), number, day));
        }

        void write(Decision decision) {
            var unused = producer.send(DecisionCodec.encode(topics.name(TopicSpec.STATES), decision), (written, e) -> {
                if (e == null) end = written.offset() + 1;
            });
        }
    }

    /**
     * Returns what {@code after} makes when this node has followed the decision; one that does not follow yet reads it here. Throws
     * {@link DecisionRefused} if another node decides at the same time or a right is missing, {@link DecisionUnavailable} if Kafka does
     * not answer in time: it may have been made.
     */
    synchronized <T, R> R decide(Function<DecisionWriter, T> body, Function<T, R> after) {
        var settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, topics.transactionalId(TopicSpec.STATES));
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_MILLIS);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10); // each batch is forced to the disk
        try (var producer =
                new KafkaProducer<byte[], byte[]>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            awaitFollowed(end(IsolationLevel.READ_COMMITTED));
            producer.beginTransaction();
            var writer = new DecisionWriter(producer);
            T result = decided(() -> body.apply(writer), producer);
            producer.commitTransaction();
            awaitFollowed(writer.end); // brokers may show it later than they answer the commit
            return after.apply(result);
        } catch (ProducerFencedException | InvalidProducerEpochException e) {
            throw new DecisionRefused("Another node is deciding about states");
        } catch (KafkaException e) {
            throw failure(
                    "the decision could not be written to " + place.topic() + " by transactional id "
                            + topics.transactionalId(TopicSpec.STATES),
                    e);
        }
    }

    /** A missing right is a refusal: retrying does not help. */
    static RuntimeException failure(String what, RuntimeException e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthorizationException)
                return new DecisionRefused(what + ": Kafka does not allow it: " + cause.getMessage());
        }
        return new DecisionUnavailable(what, e);
    }

    private static <T> T decided(Supplier<T> body, KafkaProducer<byte[], byte[]> producer) {
        try {
            return body.get();
        } catch (RuntimeException e) {
            producer.abortTransaction();
            throw e;
        }
    }

    private void awaitFollowed(long end) {
        if (follower.isEmpty()) {
            readTo(end);
            return;
        }
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        synchronized (applied) {
            while (position < end) {
                long leftMillis = TimeUnit.NANOSECONDS.toMillis(giveUpNanos - System.nanoTime());
                if (leftMillis <= 0 || isClosed) {
                    throw new DecisionUnavailable(
                            "the decisions could not be followed",
                            new TimeoutException("at " + position + " of " + end));
                }
                try {
                    applied.wait(leftMillis);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new IllegalStateException("interrupted while decisions were followed", e);
                }
            }
        }
    }

    /** The offset after the last decision; a broker may learn of a new topic a moment after who made it. */
    private long end(IsolationLevel which) {
        var options = new ListOffsetsOptions(which).timeoutMs((int) PATIENCE.toMillis());
        try (Admin admin = Admin.create(kafka)) {
            return answers.awaitKnown(() -> admin.listOffsets(Map.of(place, OffsetSpec.latest()), options)
                            .partitionResult(place))
                    .offset();
        } catch (KafkaException | IllegalStateException e) {
            throw failure("the end of " + place.topic() + " is not known", e);
        }
    }

    /** Waits for no fetch that is under way. */
    private void closeConsumer() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    @Override
    public void close() {
        if (isClosed) return;
        isClosed = true;
        consumer.wakeup();
        if (follower.isEmpty()) {
            closeConsumer();
            return;
        }
        try {
            follower.get().join(PATIENCE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
