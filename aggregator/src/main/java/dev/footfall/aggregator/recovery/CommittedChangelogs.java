package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

public record CommittedChangelogs(Admin admin, StateId state) implements ChangelogEnds {
    @Override
    public CompletableFuture<Map<String, Long>> committed(int partition) {
        var changelog = new TopicPartition(state.changelog(), partition);
        return admin.listOffsets(
                        Map.of(changelog, OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                .all()
                .toCompletionStage()
                .toCompletableFuture()
                .thenApply(ends -> {
                    Map<String, Long> offsets = new HashMap<>();
                    ends.forEach((ended, end) -> offsets.put(ended.topic(), end.offset()));
                    return offsets;
                });
    }
}
