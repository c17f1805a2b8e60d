package dev.footfall.standalone.faults;

import dev.footfall.aggregator.topology.BatchingClients;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.KafkaClientSupplier;

/**
 * The clients of one counting node, whose producers come to a fault at each moment of a transaction, and whose consumers can be
 * made to read nothing more.
 */
public final class FaultyClients implements KafkaClientSupplier, Configurable {
    /** The client setting that names the node. */
    static final String NODE = "test.node";

    /** Short enough for a test to wait for, and no shorter than the broker allows. */
    private static final int SESSION_TIMEOUT_MILLIS = 6_000;

    private static final int MAX_POLL_INTERVAL_MILLIS = 5_000;
    private static final int TRANSACTION_TIMEOUT_MILLIS = 5_000;

    private static final Map<String, Fault> FAULTS = new ConcurrentHashMap<>();

    /** The consumers of each node, as latches that open when they are paused. */
    private static final Map<String, Set<CountDownLatch>> CONSUMERS = new ConcurrentHashMap<>();

    private static final Set<CountDownLatch> STALLED = ConcurrentHashMap.newKeySet();

    private String node = "";

    /** The fault, if any. */
    @FunctionalInterface
    interface Fault {
        void at(Moment moment, String transactionalId);
    }

    /** Sets the fault of this node from now on. */
    static void set(String node, Fault fault) {
        FAULTS.put(node, fault);
    }

    /** Has the consumers that this node has now read nothing more, and say nothing; a poll that is under way ends before. */
    static void stall(String node) throws InterruptedException {
        Set<CountDownLatch> consumers = CONSUMERS.getOrDefault(node, Set.of());
        STALLED.addAll(consumers);
        for (CountDownLatch paused : consumers) {
            if (!paused.await(30, TimeUnit.SECONDS))
                throw new IllegalStateException("a consumer of " + node + " polls no more");
        }
    }

    @Override
    public void configure(Map<String, ?> settings) {
        node = String.valueOf(settings.get(NODE));
    }

    @Override
    public Admin getAdmin(Map<String, Object> settings) {
        return Admin.create(settings);
    }

    @Override
    public Consumer<byte[], byte[]> getConsumer(Map<String, Object> settings) {
        var changed = new HashMap<>(settings);
        changed.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, SESSION_TIMEOUT_MILLIS);
        changed.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, SESSION_TIMEOUT_MILLIS / 6);
        changed.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, MAX_POLL_INTERVAL_MILLIS);
        changed.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 250);
        return stallable(new BatchingClients().getConsumer(changed));
    }

    @SuppressWarnings("unchecked")
    private Consumer<byte[], byte[]> stallable(Consumer<byte[], byte[]> consumer) {
        var paused = new CountDownLatch(1);
        CONSUMERS.computeIfAbsent(node, any -> ConcurrentHashMap.newKeySet()).add(paused);
        return (Consumer<byte[], byte[]>) Proxy.newProxyInstance(
                Consumer.class.getClassLoader(), new Class<?>[] {Consumer.class}, (proxy, method, arguments) -> {
                    boolean isStalled = method.getName().equals("poll") && STALLED.contains(paused);
                    if (isStalled) {
                        consumer.pause(consumer.assignment());
                        paused.countDown();
                    }
                    return invoke(consumer, method, arguments);
                });
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    public Consumer<byte[], byte[]> getGlobalConsumer(Map<String, Object> settings) {
        return getRestoreConsumer(settings);
    }

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> settings) {
        var changed = new HashMap<>(settings);
        changed.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, TRANSACTION_TIMEOUT_MILLIS);
        changed.put(ProducerConfig.BATCH_SIZE_CONFIG, 1_000); // a small transaction has several, as a large one has
        Producer<byte[], byte[]> producer = new BatchingClients().getProducer(changed);
        String transactionalId = String.valueOf(changed.get(ProducerConfig.TRANSACTIONAL_ID_CONFIG));
        return faulty(producer, transactionalId);
    }

    @SuppressWarnings("unchecked")
    private Producer<byte[], byte[]> faulty(Producer<byte[], byte[]> producer, String transactionalId) {
        return (Producer<byte[], byte[]>) Proxy.newProxyInstance(
                Producer.class.getClassLoader(), new Class<?>[] {Producer.class}, (proxy, method, arguments) -> {
                    Moment.before(method.getName(), arguments).ifPresent(moment -> come(moment, transactionalId));
                    Object result = invoke(producer, method, arguments);
                    Moment.after(method.getName()).ifPresent(moment -> come(moment, transactionalId));
                    return result;
                });
    }

    private static Object invoke(Object client, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(client, arguments);
        } catch (InvocationTargetException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private void come(Moment moment, String transactionalId) {
        Fault fault = FAULTS.get(node);
        if (fault != null) fault.at(moment, transactionalId);
    }
}
