package dev.footfall.operations.sealing;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.AdminAnswers;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.TopicPartition;

/** An administrator of the log of events: its offsets, who has counted it so far, and the removal of its beginning. */
final class LogAdmin implements AutoCloseable {
    private final Admin admin;
    private final AdminAnswers answers;
    private final Topics log;

    LogAdmin(Map<String, String> kafka, Topics log) {
        this.admin = Admin.create(Map.<String, Object>copyOf(kafka));
        this.answers = AdminAnswers.of(kafka);
        this.log = log;
    }

    boolean has(String topic) {
        return answers.await(admin.listTopics().names()).contains(topic);
    }

    TopicPartition place(int partition) {
        return new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition);
    }

    /** Fails if a state has not counted these records, naming it: they must not go. */
    void requireCounted(Set<String> states, StateId any, int partition, long offset) {
        for (String name : states) {
            var state = new StateId(log, name, any.rules());
            String remedy = state.isMain() ? "" : ", or drop it with 'footfall whatif " + name + " --drop'";
            requireCounted(state.applicationId(), "the state " + name, remedy, place(partition), offset);
        }
        for (GroupListing group : answers.await(
                admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())) {
            // of a state that was dropped: where its last process ended too soon, its group is left without members
            if (!StateId.isApplicationOf(log, group.groupId())) continue;
            if (group.groupState().filter(GroupState.EMPTY::equals).isPresent()) continue;
            requireCounted(group.groupId(), "the group " + group.groupId(), "", place(partition), offset);
        }
    }

    private void requireCounted(String group, String who, String remedy, TopicPartition place, long offset) {
        Map<TopicPartition, OffsetAndMetadata> offsets = answers.allowed(
                "describe group " + group,
                () -> answers.await(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata()));
        OffsetAndMetadata counted = offsets.get(place);
        if (counted != null && counted.offset() >= offset) return;
        throw new IllegalStateException(who + " has counted partition " + place.partition() + " up to offset "
                + (counted == null ? 0 : counted.offset()) + " only, but the log would be deleted up to " + offset
                + ": wait until it has counted further" + remedy);
    }

    void removeBefore(int partition, long offset) {
        answers.await(admin.deleteRecords(Map.of(place(partition), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    @Override
    public void close() {
        admin.close();
    }
}
