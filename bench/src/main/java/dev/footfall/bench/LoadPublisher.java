package dev.footfall.bench;

import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.RoomConfigs;
import java.time.Duration;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

public record LoadPublisher(Load load, Catalog catalog, Consumer<String> notes) {
    private static final Map<String, String> LARGE_BATCHES = Map.of(
            "acks", "all",
            "compression.type", "zstd",
            "linger.ms", "50",
            "batch.size", "524288",
            "buffer.memory", "67108864",
            "max.block.ms", "60000");
    private static final long NOTE_NANOS = Duration.ofSeconds(5).toNanos();

    void publish(RoomConfigs configs) {
        publish(configs, 0, load.events());
    }

    /** Publishes the events [{@code from}, {@code to}) and waits until Kafka has acknowledged them. */
    public void publish(RoomConfigs configs, long from, long to) {
        long startNanos = System.nanoTime();
        var properties = new HashMap<String, Object>(configs.kafka());
        properties.putAll(LARGE_BATCHES);
        try (var producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            send(producer, from, to);
        }
        note(to - from, to - from, startNanos);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    private void send(KafkaProducer<byte[], byte[]> producer, long from, long to) {
        var failure = new AtomicReference<@Nullable Exception>();
        long startNanos = System.nanoTime();
        var text = new EventText(catalog, load.seed());
        long notedNanos = startNanos;
        Iterator<LoadEvent> events = load.stream();
        for (long number = 0; number < to; number++) {
            LoadEvent event = events.next();
            if (number < from) continue;
            byte[] key = catalog.key(event.repository());
            producer.send(
                    new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), key, text.of(event)), (metadata, e) -> {
                        if (e != null) failure.compareAndSet(null, e);
                    });
            if ((number & 0xffff) != 0) continue;
            requireSent(failure.get());
            if (System.nanoTime() - notedNanos < NOTE_NANOS) continue;
            notedNanos = System.nanoTime();
            note(number - from, to - from, startNanos);
        }
        producer.flush();
        requireSent(failure.get());
    }

    private static void requireSent(@Nullable Exception e) {
        if (e != null) throw new IllegalStateException("the events could not be published: " + e.getMessage(), e);
    }

    private void note(long sent, long all, long startNanos) {
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        notes.accept(String.format(Locale.ROOT, "published %,d of %,d events, %,.0f/s", sent, all, sent / seconds));
    }
}
