package dev.footfall.operations.topics;

import static java.util.Objects.requireNonNull;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
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
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
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
        var changes = Map.<ConfigResource, Collection<AlterConfigOp>>of(TopicAdmin.resource(topic), List.of(change));
        answers.allowed(
                "alter the configs of topic " + topic,
                () -> answers.awaitKnown(
                        () -> admin.incrementalAlterConfigs(changes).all()));
    }

    /** The demands on a topic. Each refusal names the topic, what was found, what is needed, and what to do. */
    static final class TopicRules {
        /** Minimum replication factor for {@code min.insync.replicas=2}. */
        static final int REPLICAS_FOR_LOSS = 3;

        static final int IN_SYNC_REPLICAS = 2;

        private static final List<String> COUNTED_ON = List.of(
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.RETENTION_MS_CONFIG,
                TopicConfig.RETENTION_BYTES_CONFIG,
                TopicConfig.SEGMENT_MS_CONFIG,
                TopicConfig.MIN_COMPACTION_LAG_MS_CONFIG,
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG);

        private TopicRules() {}

        /** The number of partitions decides where a repository is. */
        static void requirePartitions(Topic topic, int actual, int wanted) {
            if (actual == topic.spec().partitions(wanted)) return;
            if (!topic.spec().isPartitioned()) {
                throw new IllegalStateException("topic " + topic.name() + " has " + actual
                        + " partitions, but needs 1: delete it, and create the topics again");
            }
            throw new IllegalStateException("topic " + topic.name() + " has " + actual
                    + " partitions, but its log was made with " + wanted + ": restore an export into new topics");
        }

        static void requireSettings(Topic topic, Config config) {
            Map<String, String> settings = settings(topic.spec());
            for (String name : COUNTED_ON) {
                String wanted = settings.get(name);
                if (wanted != null) requireValue(topic, config.get(name), wanted);
            }
        }

        static Map<String, String> settings(TopicSpec topic) {
            var settings = new HashMap<>(topic.settings());
            settings.putIfAbsent(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
            settings.put(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG, "false");
            return settings;
        }

        static void requireDurability(Topic topic, Config config, TopicDescription described, int wantedReplicas) {
            int replicas = replicas(described);
            if (replicas < wantedReplicas) {
                throw new IllegalStateException("topic " + topic.name() + " has " + replicas + " replicas, but"
                        + " topics.replication-factor is " + wantedReplicas + ": add replicas with"
                        + " kafka-reassign-partitions.sh, or set topics.replication-factor=" + replicas);
            }
            requireValue(topic, config.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG), "false");
            ConfigEntry inSync = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            if (replicas >= REPLICAS_FOR_LOSS && Integer.parseInt(inSync.value()) < IN_SYNC_REPLICAS) {
                throw refusal(topic, inSync, Integer.toString(IN_SYNC_REPLICAS));
            }
        }

        static int replicas(TopicDescription described) {
            return described.partitions().stream()
                    .mapToInt(partition -> partition.replicas().size())
                    .min()
                    .orElse(0);
        }

        private static void requireValue(Topic topic, ConfigEntry entry, String wanted) {
            if (!wanted.equals(entry.value())) throw refusal(topic, entry, wanted);
        }

        private static IllegalStateException refusal(Topic topic, ConfigEntry entry, String wanted) {
            return new IllegalStateException("topic " + topic.name() + " has " + entry.name() + "=" + entry.value()
                    + ", but needs " + wanted + ": change it with kafka-configs.sh --alter --topic " + topic.name()
                    + " --add-config " + entry.name() + "=" + wanted);
        }
    }
}
