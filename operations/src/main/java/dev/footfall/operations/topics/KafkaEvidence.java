package dev.footfall.operations.topics;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The evidence of a Kafka's topics. {@code found}: the topics by repository. */
record KafkaEvidence(Admin admin, AdminAnswers answers, Topics log, Map<String, TopicDescription> found)
        implements PartitionEvidence {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaEvidence.class);
    private static final Duration POLL = Duration.ofMillis(100);

    /** Records of each partition that are looked at: their first fetch. */
    private static final int OLDEST = 200;

    @Override
    public OptionalInt recorded() {
        if (!exists(log.name(TopicSpec.STATES))) return OptionalInt.empty();
        var place = new TopicPartition(log.name(TopicSpec.STATES), 0);
        Map<String, Integer> recorded = answers.allowed("read topic " + place.topic(), () -> recorded(place));
        Integer partitions = recorded.get(PartitionRecord.key(eventsId()));
        return partitions == null ? OptionalInt.empty() : OptionalInt.of(partitions);
    }

    /** The numbers by their keys. */
    private Map<String, Integer> recorded(TopicPartition place) {
        var last = new HashMap<String, Integer>();
        read(Map.of(place, Long.MAX_VALUE), record -> {
            if (!PartitionRecord.isOne(record) || record.value() == null) return;
            last.put(new String(record.key(), StandardCharsets.UTF_8), PartitionRecord.partitions(record));
        });
        return last;
    }

    private String eventsId() {
        return requireNonNull(found.get(log.name(TopicSpec.DOWNLOAD_EVENTS)))
                .topicId()
                .toString();
    }

    /** Fails if it may not be described: what it says would be passed over. */
    private boolean exists(String topic) {
        return answers.allowed("describe topic " + topic, () -> {
            try {
                return answers.await(admin.describeTopics(List.of(topic)).allTopicNames())
                        .containsKey(topic);
            } catch (UnknownTopicOrPartitionException e) {
                return false;
            }
        });
    }

    @Override
    public boolean isUnused() {
        return offsets(partitionsFrom(0), OffsetSpec.latest()).values().stream().allMatch(end -> end == 0);
    }

    @Override
    public OptionalInt counted() {
        String changelog = StateId.mainChangelog(log);
        try {
            return OptionalInt.of(requireNonNull(answers.await(
                                    admin.describeTopics(List.of(changelog)).allTopicNames())
                            .get(changelog))
                    .partitions()
                    .size());
        } catch (UnknownTopicOrPartitionException e) {
            return OptionalInt.empty();
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof AuthorizationException)) throw e;
            LOG.debug("No permission to describe {}", changelog, e);
            return OptionalInt.empty();
        }
    }

    @Override
    public List<PlacedKey> oldest() {
        var keys = new ArrayList<PlacedKey>();
        Map<TopicPartition, Long> wanted = new HashMap<>();
        offsets(partitionsFrom(0), OffsetSpec.earliest()).forEach((place, begin) -> {
            if (!log.name(TopicSpec.REJECTED).equals(place.topic())) wanted.put(place, begin + OLDEST);
        });
        try {
            read(wanted, record -> {
                if (record.key() == null) return;
                int hash = Utils.toPositive(Utils.murmur2(record.key()));
                keys.add(new PlacedKey(hash, record.partition(), record.timestamp()));
            });
        } catch (IllegalStateException e) {
            if (!(e.getCause() instanceof AuthorizationException)) throw e;
            LOG.debug("The oldest records may not be read", e);
            return List.of();
        }
        return List.copyOf(keys);
    }

    @Override
    public List<String> beyond(int partitions) {
        List<TopicPartition> added = partitionsFrom(partitions);
        Map<TopicPartition, Long> ends = offsets(added, OffsetSpec.latest());
        Map<TopicPartition, Long> begins = offsets(added, OffsetSpec.earliest());
        Map<String, Long> records = new LinkedHashMap<>();
        added.forEach(place -> records.merge(
                place.topic(), requireNonNull(ends.get(place)) - requireNonNull(begins.get(place)), Long::sum));
        return records.entrySet().stream()
                .filter(topic -> topic.getValue() > 0)
                .map(topic -> topic.getKey() + " (" + topic.getValue() + " records)")
                .toList();
    }

    private List<TopicPartition> partitionsFrom(int first) {
        return log.ofRepositories().stream()
                .map(Topic::name)
                .filter(found::containsKey)
                .flatMap(topic -> requireNonNull(found.get(topic)).partitions().stream()
                        .filter(partition -> partition.partition() >= first)
                        .map(partition -> new TopicPartition(topic, partition.partition())))
                .toList();
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> places, OffsetSpec which) {
        if (places.isEmpty()) return Map.of();
        Map<TopicPartition, OffsetSpec> asked =
                places.stream().collect(Collectors.toMap(place -> place, place -> which));
        Map<TopicPartition, ListOffsetsResultInfo> told =
                answers.awaitKnown(() -> admin.listOffsets(asked).all());
        return told.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> each.getValue().offset()));
    }

    /** Reads each partition from its first record to its present end, or to the offset given. */
    private void read(Map<TopicPartition, Long> ends, Consumer<ConsumerRecord<byte[], byte[]>> taker) {
        Map<String, Object> settings = new HashMap<>(answers.client());
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25); // the close waits for the last fetch
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                answers.patience().toMillis());
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(ends.keySet());
            consumer.seekToBeginning(ends.keySet());
            Map<TopicPartition, Long> present = consumer.endOffsets(ends.keySet());
            long giveUpNanos = System.nanoTime() + answers.patience().toNanos();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey())
                            < Math.min(end.getValue(), present.getOrDefault(end.getKey(), 0L)))) {
                if (System.nanoTime() > giveUpNanos)
                    throw new IllegalStateException("Kafka at " + answers.address() + " returns no records of "
                            + ends.keySet().iterator().next().topic());
                consumer.poll(POLL).forEach(taker);
            }
        } catch (AuthorizationException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    @Override
    public void record(int partitions) {
        String states = log.name(TopicSpec.STATES);
        if (!exists(states)) return;
        Map<String, Object> settings = new HashMap<>(answers.client());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, false); // which is a right of its own
        settings.put(
                ProducerConfig.MAX_BLOCK_MS_CONFIG, (int) answers.patience().toMillis());
        var record = new ProducerRecord<>(
                states,
                0,
                PartitionRecord.key(eventsId()).getBytes(StandardCharsets.UTF_8),
                PartitionRecord.value(partitions));
        record.headers().add(LogTimes.header(System.currentTimeMillis())); // a log may be restored after it
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof AuthorizationException))
                throw unwritten(states, requireNonNullElse(e.getCause(), e));
            LOG.info("No permission to write to {}: another process records the number of partitions there", states);
        } catch (KafkaException e) {
            throw unwritten(states, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unwritten(states, e);
        }
    }

    private IllegalStateException unwritten(String topic, Throwable cause) {
        return new IllegalStateException(
                "Kafka at " + answers.address() + " did not accept the number of partitions in " + topic + ": "
                        + cause.getMessage(),
                cause);
    }
}
