package dev.footfall.proofs.chaos;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The events and facts that a log has.
 *
 * @param events the number of records of each event, by its id
 * @param facts the names of {@link Facts}
 */
record SurvivingLog(Map<String, Integer> events, Set<String> facts) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /**
     * Reads all of it, up to its present end.
     *
     * @throws KafkaException if it cannot be read in time
     */
    static SurvivingLog read(Settings clients) {
        var log = new SurvivingLog(new HashMap<>(), new HashSet<>());
        var properties = new HashMap<String, Object>(RoomConfigs.of(clients).kafka());
        properties.put("enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(properties, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            Topics topics = Topics.STANDARD;
            for (String topic : List.of(
                    topics.name(TopicSpec.DOWNLOAD_EVENTS),
                    topics.name(TopicSpec.REPOSITORIES),
                    topics.name(TopicSpec.LIKES))) {
                consumer.partitionsFor(topic)
                        .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                if (System.nanoTime() > giveUpNanos) throw new KafkaException("not read to its end: " + ends);
                consumer.poll(POLL).forEach(log::add);
            }
        }
        return log;
    }

    private void add(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) return;
        String value = new String(record.value(), StandardCharsets.UTF_8);
        if (record.topic().equals(Topics.STANDARD.name(TopicSpec.DOWNLOAD_EVENTS))) {
            events.merge(Traffic.id(value), 1, Integer::sum);
            return;
        }
        Matcher names = Facts.NAME.matcher(value);
        while (names.find()) facts.add(names.group());
    }
}
