package dev.footfall.bench;

import dev.footfall.standalone.RoomConfigs;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;

/** The topics that the stores are backed up in. */
final class Changelogs {
    private Changelogs() {}

    /** The number of offsets that they span: about as many records as a restore reads. */
    static long records(RoomConfigs configs) {
        return ask(configs, (admin, names) -> {
            Set<TopicPartition> partitions = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toSet());
            return sum(admin, partitions, OffsetSpec.latest()) - sum(admin, partitions, OffsetSpec.earliest());
        });
    }

    /** The bytes that they take on the disks of all brokers. */
    static long bytes(RoomConfigs configs) {
        return ask(configs, (admin, names) -> {
            Set<Integer> brokers =
                    admin.describeCluster().nodes().get().stream().map(Node::id).collect(Collectors.toSet());
            return admin.describeLogDirs(brokers).allDescriptions().get().values().stream()
                    .flatMap(directories -> directories.values().stream())
                    .flatMap(directory -> directory.replicaInfos().entrySet().stream())
                    .filter(replica -> names.contains(replica.getKey().topic()))
                    .mapToLong(replica -> replica.getValue().size())
                    .sum();
        });
    }

    /** A question to Kafka about the topics of these names. */
    @FunctionalInterface
    private interface Inquiry {
        long ask(Admin admin, Set<String> names) throws ExecutionException, InterruptedException;
    }

    private static long ask(RoomConfigs configs, Inquiry inquiry) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(configs.kafka()))) {
            Set<String> names = admin.listTopics().names().get().stream()
                    .filter(configs.state()::isChangelog)
                    .collect(Collectors.toSet());
            return inquiry.ask(admin, names);
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka", e);
        }
    }

    private static long sum(Admin admin, Set<TopicPartition> partitions, OffsetSpec which)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> wanted =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> which));
        return admin.listOffsets(wanted).all().get().values().stream()
                .mapToLong(ListOffsetsResultInfo::offset)
                .sum();
    }
}
