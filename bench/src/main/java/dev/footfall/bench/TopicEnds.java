package dev.footfall.bench;

import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.RoomConfigs;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The end offsets of the log of events, and the committed offsets of its counting. */
public final class TopicEnds implements AutoCloseable {
    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, Long> ends;

    private TopicEnds(Admin admin, String group, Map<TopicPartition, Long> ends) {
        this.admin = admin;
        this.group = group;
        this.ends = ends;
    }

    public static TopicEnds now(RoomConfigs configs) {
        Admin admin = Admin.create(Map.<String, Object>copyOf(configs.kafka()));
        return new TopicEnds(admin, configs.state().applicationId(), read(admin, configs.partitions()));
    }

    private static Map<TopicPartition, Long> read(Admin admin, int partitions) {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        var ends = new HashMap<TopicPartition, Long>();
        await(admin.listOffsets(wanted).all()).forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    /** Records in the log: nothing is ever deleted from it. */
    long records() {
        return ends.values().stream().mapToLong(Long::longValue).sum();
    }

    Map<TopicPartition, Long> byPartition() {
        return Map.copyOf(ends);
    }

    /** True if the counting has committed everything up to these ends. */
    public boolean isCommitted() {
        Map<TopicPartition, OffsetAndMetadata> committed =
                await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        return ends.entrySet().stream()
                .allMatch(end -> end.getValue() == 0 || reached(committed.get(end.getKey()), end.getValue()));
    }

    private static boolean reached(@Nullable OffsetAndMetadata committed, long end) {
        return committed != null && committed.offset() >= end;
    }

    private static <T> T await(KafkaFuture<T> answer) {
        try {
            return answer.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka", e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    /** The topics that the stores are backed up in. */
    static final class Changelogs {
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
                Set<Integer> brokers = admin.describeCluster().nodes().get().stream()
                        .map(Node::id)
                        .collect(Collectors.toSet());
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
}
