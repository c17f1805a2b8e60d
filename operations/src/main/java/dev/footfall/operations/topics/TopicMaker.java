package dev.footfall.operations.topics;

import static java.util.Objects.requireNonNull;

import dev.footfall.events.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InvalidReplicationFactorException;
import org.apache.kafka.common.errors.TopicExistsException;

record TopicMaker(Admin admin, AdminAnswers answers) {
    private static final Duration FENCED = Duration.ofSeconds(30);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);

    /** Creates topics and returns the names of those created here; one that another node created first is left to the caller to check. */
    Set<String> make(List<Topic> missing, int partitions, Optional<Short> replicationFactor) {
        if (missing.isEmpty()) return Set.of();
        List<NewTopic> topics = missing.stream()
                .map(topic -> new NewTopic(
                                topic.name(), Optional.of(topic.spec().partitions(partitions)), replicationFactor)
                        .configs(TopicRules.settings(topic.spec())))
                .toList();
        CreateTopicsResult results = create(topics);
        Set<String> made = missing.stream()
                .map(Topic::name)
                .filter(topic -> isMade(results, topic, topics))
                .collect(Collectors.toSet());
        awaitLeaders(made, results);
        return made;
    }

    /** Asks again while no broker is there: the only one is not, for a moment, if its machine let it wait for a second. */
    private CreateTopicsResult create(List<NewTopic> topics) {
        long giveUpNanos = System.nanoTime() + FENCED.toNanos();
        while (true) {
            CreateTopicsResult results = admin.createTopics(topics);
            boolean isOver = System.nanoTime() > giveUpNanos;
            if (isOver || !results.values().values().stream().allMatch(TopicMaker::isFenced)) return results;
            LockSupport.parkNanos(BETWEEN_QUESTIONS.toNanos());
        }
    }

    private static boolean isFenced(KafkaFuture<Void> made) {
        try {
            made.get();
            return false;
        } catch (ExecutionException e) {
            return e.getCause() instanceof InvalidReplicationFactorException none
                    && String.valueOf(none.getMessage()).contains("All brokers are currently fenced");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Waits until the topics take records; else Kafka may refuse a new producer's first batch for minutes. */
    private void awaitLeaders(Set<String> made, CreateTopicsResult results) {
        var ends = new HashMap<TopicPartition, OffsetSpec>();
        for (String topic : made) {
            int partitions = answers.await(results.numPartitions(topic));
            for (int i = 0; i < partitions; i++) ends.put(new TopicPartition(topic, i), OffsetSpec.latest());
        }
        // first, or Kafka's client complains of each topic that is not known yet
        answers.awaitKnown(() -> admin.describeTopics(made).allTopicNames());
        answers.awaitKnown(() -> admin.listOffsets(ends).all());
    }

    private boolean isMade(CreateTopicsResult results, String topic, List<NewTopic> all) {
        try {
            answers.allowed(
                    "describe or create topic " + topic,
                    () -> answers.await(requireNonNull(results.values().get(topic))),
                    () -> "; an administrator can:"
                            + all.stream().map(this::command).collect(Collectors.joining()));
            int replicas = answers.allowed(
                    "describe the configs of topic " + topic, () -> answers.await(results.replicationFactor(topic)));
            if (replicas >= TopicRules.REPLICAS_FOR_LOSS) requireTwoInSync(topic);
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    private String command(NewTopic topic) {
        var configs = new TreeMap<>(topic.configs());
        if (topic.replicationFactor() >= TopicRules.REPLICAS_FOR_LOSS)
            configs.put(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(TopicRules.IN_SYNC_REPLICAS));
        String replicas = topic.replicationFactor() > 0 ? " --replication-factor " + topic.replicationFactor() : "";
        return "\n  kafka-topics.sh --bootstrap-server " + answers.address() + " --create --if-not-exists --topic "
                + topic.name() + " --partitions " + topic.numPartitions() + replicas
                + configs.entrySet().stream().map(set -> " --config " + set).collect(Collectors.joining());
    }

    /** Set when the number of copies is known, which may be the cluster's to choose. */
    private void requireTwoInSync(String topic) {
        var inSync =
                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(TopicRules.IN_SYNC_REPLICAS));
        var change = new AlterConfigOp(inSync, AlterConfigOp.OpType.SET);
        var changes = Map.<ConfigResource, Collection<AlterConfigOp>>of(resource(topic), List.of(change));
        answers.allowed(
                "alter the configs of topic " + topic,
                () -> answers.awaitKnown(
                        () -> admin.incrementalAlterConfigs(changes).all()));
    }

    static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }
}
