package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.Parsed;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** The marks of a log that was moved here, as {@link TopicSpec#RESTORED} has them. */
public record RestoredLog(Admin admin, Map<String, String> kafka, Topics log) {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_EMPTY_POLLS = 300;

    /** The offset after each part's last record. Fails if records are still missing, or the marks cannot be read. */
    public Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (RestoredPartition mark : marks(false)) { // nodes that count read no keys of days
            if (!mark.isComplete()) {
                throw new IllegalStateException("topic " + mark.topic() + " is only partly restored: wait for "
                        + "'footfall import-log', or run it again with the same file");
            }
            ends.put(new TopicPartition(mark.topic(), mark.partition()), mark.end());
        }
        return ends;
    }

    /** The last mark of each partition whose topic is still the same one. Fails if they, or one of the topics, cannot be read. */
    public List<RestoredPartition> marks() {
        return marks(true);
    }

    private List<RestoredPartition> marks(boolean areAllNeeded) {
        try {
            var unused = id(log.name(TopicSpec.SEALED_DAYS), true);
            if (id(log.name(TopicSpec.RESTORED), true).isEmpty()) return List.of();
            List<RestoredPartition> last = List.copyOf(read().values());
            Map<String, String> ids = new HashMap<>();
            for (String topic :
                    Set.copyOf(last.stream().map(RestoredPartition::topic).toList()))
                id(topic, areAllNeeded).ifPresent(id -> ids.put(topic, id));
            return last.stream()
                    .filter(mark -> mark.topicId().equals(ids.get(mark.topic())))
                    .toList();
        } catch (ExecutionException | KafkaException e) {
            throw new IllegalStateException(
                    log.name(TopicSpec.RESTORED) + " does not show how much of the log was restored: " + e, e);
        }
    }

    /** True if a node counts this log, or has stopped less than a minute ago. */
    public boolean isBeingCounted() {
        String main = StateId.mainApplication(log);
        try { // a list leaves out what may not be described
            var unused = AdminCalls.await(admin.listConsumerGroupOffsets(main).partitionsToOffsetAndMetadata());
            return AdminCalls.await(admin.listGroups(ListGroupsOptions.forConsumerGroups())
                            .all())
                    .stream()
                    .filter(group -> StateId.isApplicationOf(log, group.groupId()))
                    .anyMatch(group -> !group.groupState().equals(Optional.of(GroupState.EMPTY)));
        } catch (ExecutionException e) {
            throw new IllegalStateException(
                    "the members that count this log are unknown (needs Describe on group " + main + "): "
                            + e.getCause(),
                    e);
        }
    }

    /** Empty where a topic is not there, or may not be read. Fails if that is needed: numbers would be wrong. */
    private Optional<String> id(String topic, boolean isNeeded) throws ExecutionException {
        try {
            var options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
            TopicDescription found = Objects.requireNonNull(AdminCalls.await(
                            admin.describeTopics(List.of(topic), options).allTopicNames())
                    .get(topic));
            Set<AclOperation> allowed = found.authorizedOperations();
            boolean isTold = allowed != null && !allowed.isEmpty(); // a few brokers do not say
            if (!isTold || allowed.contains(AclOperation.READ))
                return Optional.of(found.topicId().toString());
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) return Optional.empty();
            if (!(e.getCause() instanceof TopicAuthorizationException)) throw e;
        }
        if (!isNeeded) return Optional.empty();
        throw new IllegalStateException("Kafka's user is not allowed to read topic " + topic
                + "; without it, numbers can be wrong: grant Describe and Read");
    }

    private Map<String, RestoredPartition> read() {
        var partition = new TopicPartition(log.name(TopicSpec.RESTORED), 0);
        var marks = new LinkedHashMap<String, RestoredPartition>();
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"); // a move writes marks and records together
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 25); // the close waits for the last fetch
        try (var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            long end = Objects.requireNonNull(
                    consumer.endOffsets(List.of(partition)).get(partition));
            for (int emptyPolls = 0; consumer.position(partition) < end; emptyPolls++) {
                if (emptyPolls > MOST_EMPTY_POLLS) throw new TimeoutException("the broker returns no records");
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    emptyPolls = 0;
                    String key = new String(record.key(), StandardCharsets.UTF_8);
                    if (key.equals(Topics.MOVE_KEY)) continue;
                    if (record.value() == null) marks.remove(key);
                    else marks.put(key, decode(record));
                }
            }
        }
        return marks;
    }

    private static RestoredPartition decode(ConsumerRecord<byte[], byte[]> record) {
        Parsed<RestoredPartition> mark = RestoredPartition.decode(record.value());
        return mark.value()
                .orElseThrow(() -> new IllegalStateException(record.topic() + " partition 0 offset " + record.offset()
                        + " is not a mark of a restored partition"));
    }
}
