package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** The ends up to which a state's changelog is decided: each record before is committed or void. */
@FunctionalInterface
public interface ChangelogEnds {
    /** Nobody knows, where stores are never copied. */
    ChangelogEnds UNKNOWN = partition -> new CompletableFuture<>();

    /** The first undecided offset. Completed in another thread; fails if the brokers do not say. */
    CompletableFuture<Long> committed(int partition);

    static ChangelogEnds of(Admin admin, StateId state) {
        return partition -> {
            var changelog = new TopicPartition(state.changelog(), partition);
            var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
            return admin.listOffsets(Map.of(changelog, OffsetSpec.latest()), options)
                    .partitionResult(changelog)
                    .toCompletionStage()
                    .toCompletableFuture()
                    .thenApply(ListOffsetsResultInfo::offset);
        };
    }
}
