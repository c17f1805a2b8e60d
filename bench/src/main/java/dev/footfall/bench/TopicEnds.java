package dev.footfall.bench;

import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.standalone.RoomConfigs;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The end offsets of the log of events, and the committed offsets of its counting. */
public record TopicEnds(Admin admin, String group, Map<TopicPartition, Long> ends) implements AutoCloseable {
    private static final AdminAnswers ANSWERS =
            new AdminAnswers(Map.of("bootstrap.servers", "the benchmark's brokers"), Duration.ofMinutes(1));

    public static TopicEnds now(RoomConfigs configs) {
        Admin admin = admin(configs);
        Set<TopicPartition> partitions = IntStream.range(0, configs.partitions())
                .mapToObj(partition -> new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition))
                .collect(Collectors.toSet());
        return new TopicEnds(admin, configs.state().applicationId(), offsets(admin, partitions, OffsetSpec.latest()));
    }

    private static Admin admin(RoomConfigs configs) {
        return Admin.create(Map.<String, Object>copyOf(configs.kafka()));
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, Set<TopicPartition> partitions, OffsetSpec spec) {
        var offsets = new HashMap<TopicPartition, Long>();
        ANSWERS.await(admin.listOffsets(partitions.stream().collect(Collectors.toMap(each -> each, each -> spec)))
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    long records() {
        return sum(ends);
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    static RowVerdict check(RoomConfigs configs, long expected) {
        try (TopicEnds now = now(configs)) {
            long wrong = Math.abs(now.records() - expected);
            String what = wrong == 0 ? "" : "expected " + expected + " records, there are " + now.records();
            return new RowVerdict(expected, wrong, what);
        }
    }

    public boolean isCommitted() {
        Map<TopicPartition, OffsetAndMetadata> committed =
                ANSWERS.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream().allMatch(end -> {
            OffsetAndMetadata offset = committed.get(end.getKey());
            return end.getValue() == 0 || (offset != null && offset.offset() >= end.getValue());
        });
    }

    /** The number of offsets that the stores' changelogs span: about as many records as a restore reads. */
    static long changelogRecords(RoomConfigs configs) {
        try (Admin admin = admin(configs)) {
            var partitions = new HashSet<TopicPartition>();
            ANSWERS.await(admin.describeTopics(changelogs(admin, configs)).allTopicNames())
                    .forEach((name, topic) -> topic.partitions()
                            .forEach(each -> partitions.add(new TopicPartition(name, each.partition()))));
            return sum(offsets(admin, partitions, OffsetSpec.latest()))
                    - sum(offsets(admin, partitions, OffsetSpec.earliest()));
        }
    }

    static long changelogBytes(RoomConfigs configs) {
        try (Admin admin = admin(configs)) {
            Set<String> names = changelogs(admin, configs);
            Set<Integer> brokers = ANSWERS.await(admin.describeCluster().nodes()).stream()
                    .map(Node::id)
                    .collect(Collectors.toSet());
            return ANSWERS.await(admin.describeLogDirs(brokers).allDescriptions()).values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .filter(replica -> names.contains(replica.getKey().topic()))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        }
    }

    private static Set<String> changelogs(Admin admin, RoomConfigs configs) {
        return ANSWERS.await(admin.listTopics().names()).stream()
                .filter(configs.state()::isChangelog)
                .collect(Collectors.toSet());
    }

    @Override
    public void close() {
        admin.close();
    }
}
