package dev.footfall.bench;

import dev.footfall.events.TopicSpec;
import dev.footfall.standalone.RoomConfigs;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
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

    /** The ends as they are now. */
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
}
