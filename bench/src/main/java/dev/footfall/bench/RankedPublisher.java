package dev.footfall.bench;

import dev.footfall.aggregator.store.PartKeys;
import dev.footfall.aggregator.store.PartitionStores;
import dev.footfall.aggregator.store.TotalsFormat;
import dev.footfall.events.Topics;
import dev.footfall.standalone.RoomConfigs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Publishes what is ranked: the totals of all repositories straight into the changelog that the product restores them
 * from, and downloads of today into the log of events, each by a visitor of its own.
 */
final class RankedPublisher implements AutoCloseable {
    private static final Map<String, Object> LARGE_BATCHES =
            Map.of("acks", "all", "compression.type", "zstd", "linger.ms", 10, "batch.size", 1 << 18);
    private static final Duration BETWEEN_PARCELS = Duration.ofMillis(5);

    private final RankedLoad ranked;
    private final RoomConfigs configs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final EventText text;
    private final SplittableRandom random;
    private final long timeMillis;
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
    private volatile boolean isOver;
    private long serial;
    private final AtomicLong sent = new AtomicLong();

    /** Downloads of that moment. */
    RankedPublisher(RankedLoad ranked, RoomConfigs configs, long seed, long timeMillis) {
        var properties = new HashMap<String, Object>(configs.kafka());
        properties.putAll(LARGE_BATCHES);
        this.ranked = ranked;
        this.configs = configs;
        this.producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        this.text = new EventText(ranked.catalog(), seed);
        this.random = new SplittableRandom(seed);
        this.timeMillis = timeMillis;
    }

    /** Publishes the totals of every repository in place of those that were counted. */
    void fill() {
        String topic = configs.state().changelog();
        Catalog catalog = ranked.catalog();
        for (int index = 0; index < catalog.size(); index++) {
            byte[] totals = TotalsFormat.encode(ranked.totals(index));
            byte[] key = PartKeys.whole(PartitionStores.TOTALS, catalog.key(index));
            send(new ProducerRecord<>(topic, catalog.partition(index), key, totals));
        }
        flush();
    }

    /** Publishes a download of each of the first repositories. */
    void prime(int repositories) {
        for (int index = 0; index < repositories; index++) download(index);
        flush();
    }

    /** Publishes downloads of repositories at random until {@link #stop}, in a thread of its own. */
    CompletableFuture<Void> start(long perSecond) {
        return CompletableFuture.runAsync(() -> publish(perSecond), task -> new Thread(task, "changes").start());
    }

    private void publish(long perSecond) {
        long startNanos = System.nanoTime();
        while (!isOver) {
            long due = (long) ((System.nanoTime() - startNanos) / 1e9 * perSecond);
            while (sent.get() < due && !isOver) {
                int index = random.nextInt(ranked.catalog().size());
                download(index);
                ranked.add(index);
                sent.incrementAndGet();
            }
            LockSupport.parkNanos(BETWEEN_PARCELS.toNanos());
        }
        flush();
    }

    /** Ends the publishing, as soon as everything that was sent is in the log. */
    void stop(CompletableFuture<Void> publishing) {
        isOver = true;
        publishing.join();
    }

    /** The downloads sent since the start. */
    long sent() {
        return sent.get();
    }

    private void download(int index) {
        var event = new LoadEvent(serial, index, (int) serial, timeMillis);
        while (event.kind() != LoadEvent.Kind.FILE) {
            serial++;
            event = new LoadEvent(serial, index, (int) serial, timeMillis);
        }
        serial++;
        byte[] key = ranked.catalog().key(index);
        send(new ProducerRecord<>(Topics.DOWNLOAD_EVENTS, key, text.of(event)));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    private void send(ProducerRecord<byte[], byte[]> record) {
        producer.send(record, (metadata, e) -> {
            if (e != null) failure.compareAndSet(null, e);
        });
    }

    private void flush() {
        producer.flush();
        Exception e = failure.get();
        if (e != null) throw new IllegalStateException("the changes could not be published: " + e.getMessage(), e);
    }

    @Override
    public void close() {
        isOver = true;
        producer.close();
    }
}
