package dev.footfall.operations.topics;

import dev.footfall.events.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.TopicExistsException;

record TopicMaker(Admin admin, AdminAnswers answers) {
    /** Creates topics and returns the names of those created here; one that another node created first is left to the caller to check. */
    Set<String> make(List<Topic> missing, int partitions, Optional<Short> replicationFactor) {
        if (missing.isEmpty()) return Set.of();
        CreateTopicsResult results = admin.createTopics(missing.stream()
                .map(topic -> new NewTopic(
                                topic.name(), Optional.of(topic.spec().partitions(partitions)), replicationFactor)
                        .configs(topic.spec().settings()))
                .toList());
        Set<String> made = missing.stream()
                .map(Topic::name)
                .filter(topic -> isMade(results, topic))
                .collect(Collectors.toSet());
        awaitLeaders(made, results);
        return made;
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

    private boolean isMade(CreateTopicsResult results, String topic) {
        try {
            int replicas = answers.await(results.replicationFactor(topic));
            if (replicas >= TopicRules.REPLICAS_FOR_LOSS) requireTwoInSync(topic);
            return true;
        } catch (TopicExistsException e) {
            return false;
        }
    }

    /** Set when the number of copies is known, which may be the cluster's to choose. */
    private void requireTwoInSync(String topic) {
        var inSync =
                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Integer.toString(TopicRules.IN_SYNC_REPLICAS));
        var change = new AlterConfigOp(inSync, AlterConfigOp.OpType.SET);
        answers.awaitKnown(() -> admin.incrementalAlterConfigs(Map.of(TopicAdmin.resource(topic), List.of(change)))
                .all());
    }
}
