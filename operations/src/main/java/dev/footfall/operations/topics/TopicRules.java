package dev.footfall.operations.topics;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.config.TopicConfig;

/** The demands on a topic. Each refusal names the topic, what was found, what is needed, and what to do. */
final class TopicRules {
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
                    + " partitions, but must have 1: delete it, and create the topics again");
        }
        throw new IllegalStateException("topic " + topic.name() + " has " + actual
                + " partitions, but its log was created with " + wanted + ": restore an export into new topics");
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
                + ", but must have " + wanted + ": change it with kafka-configs.sh --alter --topic " + topic.name()
                + " --add-config " + entry.name() + "=" + wanted);
    }
}
