package dev.footfall.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The least that reading the log costs: consumers that poll it to its end and do nothing with what they get. */
final class BareConsumer {
    private static final Duration POLL = Duration.ofMillis(100);

    private BareConsumer() {}

    /** Reads the whole topic with this many threads, each with its share of the partitions. */
    static ObjectNode read(Settings settings, int threads) {
        RoomConfigs configs = RoomConfigs.of(settings);
        try (TopicEnds ends = TopicEnds.now(configs)) {
            List<Map<TopicPartition, Long>> shares = shares(ends.byPartition(), threads);
            long startNanos = System.nanoTime();
            List<CompletableFuture<Long>> readers = shares.stream()
                    .map(share -> CompletableFuture.supplyAsync(
                            () -> read(configs.kafka(), share), task -> new Thread(task, "bare-consumer").start()))
                    .toList();
            readers.forEach(CompletableFuture::join);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            return JsonNodeFactory.instance.objectNode().put("seconds", seconds).put("records", ends.records());
        }
    }

    private static List<Map<TopicPartition, Long>> shares(Map<TopicPartition, Long> ends, int threads) {
        var shares = new ArrayList<Map<TopicPartition, Long>>();
        for (int thread = 0; thread < threads; thread++) shares.add(new HashMap<>());
        ends.forEach(
                (partition, end) -> shares.get(partition.partition() % threads).put(partition, end));
        return shares;
    }

    /** The sum of the sizes of all values, so that nothing can be left out as unused. */
    private static long read(Map<String, String> kafka, Map<TopicPartition, Long> share) {
        var properties = new HashMap<String, Object>(kafka);
        properties.put("max.poll.records", 2_000);
        properties.put("enable.auto.commit", false);
        long left = share.values().stream().mapToLong(Long::longValue).sum();
        long bytes = 0;
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(share.keySet());
            consumer.seekToBeginning(share.keySet());
            while (left > 0) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    bytes += record.value().length;
                    left--;
                }
            }
        }
        return bytes;
    }
}
