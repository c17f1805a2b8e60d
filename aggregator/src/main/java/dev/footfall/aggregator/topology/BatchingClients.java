package dev.footfall.aggregator.topology;

import dev.footfall.events.TopicSpec;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.FenceProducersOptions;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Kafka Streams' clients: those of the log read records with {@link LogTimes}, and events in {@link EventBatch}es. */
public final class BatchingClients implements KafkaClientSupplier {
    /** The setting that has the {@link LogTimes}, which are the brokers' where it is not set. */
    public static final String LOG_TIMES = "footfall.log.times";

    public static final String HELD = "footfall.held.partitions";

    public static final String COMMITS = "footfall.commits";

    public static final String REST = "footfall.thread.rest";

    /** The setting that has the {@link CatchUpPace}; not set, there is no pause. */
    private static final String PACE = "footfall.catch.up.pace";

    /** The settings of an instance that leaves half of its threads' time to others while it catches up with the log. */
    public static Map<String, Object> inBackground(Backlog backlog, LongSupplier nanos) {
        return Map.of(PACE, new CatchUpPace(backlog, nanos));
    }

    @Override
    public Admin getAdmin(Map<String, Object> config) {
        return Admin.create(config);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        ThreadTransactions commits =
                config.get(COMMITS) instanceof ThreadTransactions known ? known : new ThreadTransactions();
        return commits.producer(EndingTransactions.onlySuch(config));
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> config) {
        LogTimes times = config.get(LOG_TIMES) instanceof LogTimes known ? known : new LogTimes();
        Optional<CatchUpPace> pace = Optional.ofNullable(config.get(PACE)).map(CatchUpPace.class::cast);
        PausedPartitions held = config.get(HELD) instanceof PausedPartitions known ? known : new PausedPartitions();
        ThreadRest rest = config.get(REST) instanceof ThreadRest known ? known : ThreadRest.NEVER;
        Consumer<byte[], byte[]> consumer = BoundedFetches.consumer(config, rest);
        Object batching = Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("poll")) {
                        if (held.beforePoll(consumer)) rest.works();
                        arguments[0] = rest.wait((Duration) arguments[0]);
                    }
                    if (method.getName().equals("resume")) arguments[0] = held.resumable(partitions(arguments[0]));
                    Object returned = call(consumer, method, arguments);
                    if (method.getName().equals("seekToBeginning")) held.fromBeginning(partitions(arguments[0]));
                    if (method.getName().equals("committed")) held.committed(offsets(returned));
                    pace.ifPresent(slower -> slower.pauseAfter(returned));
                    if (returned instanceof ConsumerRecords<?, ?> polled) held.afterPoll(polled);
                    return batched(returned, times);
                });
        @SuppressWarnings("unchecked") // a proxy for just this interface
        Consumer<byte[], byte[]> typed = (Consumer<byte[], byte[]>) batching;
        return typed;
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> config) {
        return getConsumer(config);
    }

    @SuppressWarnings("unchecked") // what a consumer's method takes
    private static Collection<TopicPartition> partitions(Object argument) {
        return (Collection<TopicPartition>) argument;
    }

    @SuppressWarnings("unchecked") // what that method returns
    private static Map<TopicPartition, OffsetAndMetadata> offsets(Object returned) {
        return (Map<TopicPartition, OffsetAndMetadata>) returned;
    }

    private static Object call(Consumer<byte[], byte[]> consumer, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(consumer, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object batched(Object returned, LogTimes times) {
        if (!(returned instanceof ConsumerRecords<?, ?> polled) || polled.isEmpty()) return returned;
        @SuppressWarnings("unchecked") // what a consumer of bytes polls
        ConsumerRecords<byte[], byte[]> records = (ConsumerRecords<byte[], byte[]>) polled;
        var batches = new HashMap<TopicPartition, List<ConsumerRecord<byte[], byte[]>>>();
        for (TopicPartition partition : records.partitions()) {
            List<ConsumerRecord<byte[], byte[]>> all = times.of(partition, records.records(partition));
            boolean isLog = TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic());
            batches.put(partition, isLog ? List.of(EventBatch.carrying(all)) : all);
        }
        return new ConsumerRecords<>(batches, records.nextOffsets());
    }

    /** While a log is caught up with, a thread pauses after each batch as long as it worked: half is for questions. */
    static final class CatchUpPace {
        private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

        private final Backlog backlog;
        private final LongSupplier nanos;
        private final ThreadLocal<Long> handedOutNanos;

        CatchUpPace(Backlog backlog, LongSupplier nanos) {
            this.backlog = backlog;
            this.nanos = nanos;
            this.handedOutNanos = ThreadLocal.withInitial(nanos::getAsLong);
        }

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
                if (!TopicSpec.DOWNLOAD_EVENTS.isNamed(partition.topic())) continue;
                var records = polled.records(partition);
                ConsumerRecord<?, ?> last = records.get(records.size() - 1);
                if (backlog.lastKnownLag(partition.partition(), last.offset() + 1) >= CommitPace.CATCHING_UP_RECORDS)
                    return true;
            }
            return false;
        }
    }

    /**
     * The transactional ids that a producer can begin with. After a loss of power a coordinator may have lost a transaction that
     * has records in a partition. The partition then refuses the marker of the transaction before: it never ends, and no producer
     * gets its id again.
     */
    static final class EndingTransactions {
        private static final Logger LOG = LoggerFactory.getLogger(EndingTransactions.class);
        private static final Set<TransactionState> DECIDED = Set.of(
                TransactionState.PREPARE_COMMIT, TransactionState.PREPARE_ABORT, TransactionState.PREPARE_EPOCH_FENCE);
        private static final int PATIENCE_MILLIS = 3_000;
        private static final int API_TIMEOUT_MILLIS = 10_000;

        private EndingTransactions() {}

        /** The settings of a producer, with another transactional id if the last transaction of its own does not end. */
        static Map<String, Object> onlySuch(Map<String, Object> config) {
            String id = String.valueOf(config.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
            try (Admin admin = Admin.create(adminSettings(config))) {
                String usable = id;
                for (int next = 2; !ends(admin, usable); next++) {
                    LOG.warn(
                            "The last transaction of {} does not end, as after a power failure: using another id",
                            usable);
                    usable = id + "-" + next;
                }
                var changed = new HashMap<>(config);
                changed.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, usable);
                return changed;
            }
        }

        private static Map<String, Object> adminSettings(Map<String, Object> config) {
            var settings = new HashMap<>(config);
            settings.keySet().retainAll(AdminClientConfig.configNames());
            settings.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, API_TIMEOUT_MILLIS);
            return settings;
        }

        /** Ends the last transaction of an id, as the start of a producer does; false if it is decided on and does not end. */
        private static boolean ends(Admin admin, String id) {
            try {
                admin.fenceProducers(List.of(id), new FenceProducersOptions().timeoutMs(PATIENCE_MILLIS))
                        .all()
                        .get();
                return true;
            } catch (ExecutionException e) {
                return !isDecided(admin, id);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return true;
            }
        }

        private static boolean isDecided(Admin admin, String id) {
            try {
                return DECIDED.contains(admin.describeTransactions(List.of(id))
                        .description(id)
                        .get()
                        .state());
            } catch (ExecutionException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
