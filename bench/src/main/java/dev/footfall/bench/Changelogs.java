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
import org.apache.kafka.common.TopicPartition;

/** The topics that the stores are backed up in. */
final class Changelogs {
    private Changelogs() {}

    /** The number of offsets that they span: about as many records as a restore reads. */
    static long records(RoomConfigs configs) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(configs.kafka()))) {
            Set<String> names = admin.listTopics().names().get().stream()
                    .filter(configs.state()::isChangelog)
                    .collect(Collectors.toSet());
            Set<TopicPartition> partitions = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .collect(Collectors.toSet());
            return sum(admin, partitions, OffsetSpec.latest()) - sum(admin, partitions, OffsetSpec.earliest());
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
