package dev.footfall.aggregator;

import dev.footfall.aggregator.topology.StateId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Records that were counted and are no longer in the log: a machine that loses power loses what it had not yet written, of
 * each file another part. The next records take their offsets, and would be passed over as counted.
 */
final class LostRecords {
    private final Admin admin;
    private final StateId state;

    LostRecords(Admin admin, StateId state) {
        this.admin = admin;
        this.state = state;
    }

    /**
     * Finds where a log ends before the place that it was counted to.
     *
     * @return the partitions, in a sentence; empty if there are none
     * @throws ExecutionException if the broker does not answer
     */
    Optional<String> find() throws ExecutionException {
        Map<TopicPartition, OffsetAndMetadata> counted = StateReset.await(
                admin.listConsumerGroupOffsets(state.applicationId()).partitionsToOffsetAndMetadata());
        Map<TopicPartition, ListOffsetsResultInfo> ends = StateReset.await(admin.listOffsets(counted.keySet().stream()
                        .collect(Collectors.toMap(Function.identity(), any -> OffsetSpec.latest())))
                .all());
        Map<String, String> lost = new TreeMap<>();
        counted.forEach((partition, next) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (end != null && end.offset() < next.offset()) {
                lost.put(partition.toString(), end.offset() + " of " + next.offset());
            }
        });
        return lost.isEmpty() ? Optional.empty() : Optional.of(describe(lost));
    }

    private static String describe(Map<String, String> lost) {
        List<String> partitions = lost.entrySet().stream()
                .map(entry -> entry.getKey() + " (" + entry.getValue() + " counted records)")
                .toList();
        return "The log has lost records that were counted: it ends early in " + String.join(", ", partitions)
                + ", as after a loss of power, or when a part of the directory was put back.";
    }
}
