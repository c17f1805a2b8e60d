package dev.footfall.aggregator.recovery;

import dev.footfall.aggregator.counting.StateId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListGroupsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicListing;
import org.apache.kafka.common.TopicCollection;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.GroupNotEmptyException;
import org.apache.kafka.common.errors.UnknownMemberIdException;
import org.apache.kafka.common.errors.UnknownTopicIdException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes what Kafka and this machine keep of a state: group offsets, changelog topics and local stores, so that it is
 * counted again. The log is never touched. Blocking, up to 30 seconds a step; fails with {@link IllegalStateException}
 * if the broker refuses.
 */
public final class StateReset {
    private static final Logger LOG = LoggerFactory.getLogger(StateReset.class);
    /** A member not heard of for so long is gone and another counts its partitions; until then followers answer. */
    public static final int SESSION_TIMEOUT_MILLIS = 45_000;

    private static final int NODES_GONE_WITHIN_SECONDS = SESSION_TIMEOUT_MILLIS / 1_000 + 5;

    private StateReset() {}

    /** Forgets offsets, changelogs and stores of one state. {@code sole}: members that the broker remembers are dead. */
    public static void forget(StateLocation location, boolean sole) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(location.kafka()))) {
            if (sole) removeMembers(admin, location.state());
            forget(admin, location.state());
        }
        StateFiles.deleteStores(location);
    }

    /** Forgets what Kafka has of a state now, once no node counts it: one of its name may be counted again meanwhile. */
    public static void forget(Admin admin, StateId state) {
        try {
            List<Uuid> changelogs = AdminCalls.await(admin.listTopics().listings()).stream()
                    .filter(topic -> state.isChangelog(topic.name()))
                    .map(TopicListing::topicId)
                    .toList();
            deleteOffsets(admin, state);
            endHung(admin, state);
            AdminCalls.await(
                    admin.deleteTopics(TopicCollection.ofTopicIds(changelogs)).all());
        } catch (ExecutionException e) {
            if (isAbout(e, UnknownTopicIdException.class)) return; // another node has deleted them
            throw new IllegalStateException("the changelog topics could not be deleted: " + e.getCause(), e);
        }
    }

    /**
     * Deletes the states on this machine, all but {@code names}, and takes this node off their groups, which would wait for it.
     * {@code main}: where the main state is or would be.
     */
    public static Set<String> forgetOthers(StateLocation main, Set<String> names) {
        List<StateLocation> others = StateFiles.others(main, names);
        if (others.isEmpty()) return Set.of();
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(main.kafka()))) {
            others.forEach(other -> leave(admin, other, 0));
        }
        others.forEach(StateFiles::forget);
        return others.stream().map(other -> other.state().name()).collect(Collectors.toSet());
    }

    /**
     * Takes those names of this node off the group that a later thread than these had: it counted the state by more before. A
     * rebalance would wait for them until they count as dead.
     */
    public static void leave(Admin admin, StateLocation here, int threads) {
        String group = here.state().applicationId();
        String own = StateFiles.instanceId(here) + '-';
        try {
            if (!isGroup(admin, group)) return; // describing it would be logged as an error
            Set<MemberToRemove> left =
                    AdminCalls.await(admin.describeClassicGroups(List.of(group)).all()).values().stream()
                            .flatMap(described -> described.members().stream())
                            .flatMap(member -> member.groupInstanceId().stream())
                            .filter(name -> name.startsWith(own) && isAfter(name.substring(own.length()), threads))
                            .map(MemberToRemove::new)
                            .collect(Collectors.toSet());
            if (left.isEmpty()) return; // none would mean all
            var options = new RemoveMembersFromConsumerGroupOptions(left);
            AdminCalls.await(
                    admin.removeMembersFromConsumerGroup(group, options).all());
        } catch (ExecutionException | IllegalStateException e) { // no group, or it waits for their time-out
            LOG.debug("This node could not be removed from the group {}", group, e);
        }
    }

    private static boolean isGroup(Admin admin, String group) throws ExecutionException {
        return AdminCalls.await(
                        admin.listGroups(ListGroupsOptions.forConsumerGroups()).all())
                .stream()
                .anyMatch(listed -> listed.groupId().equals(group));
    }

    private static boolean isAfter(String thread, int threads) {
        return !thread.matches("\\d{1,4}") || Integer.parseInt(thread) > threads;
    }

    private static void removeMembers(Admin admin, StateId state) {
        try {
            AdminCalls.await(admin.removeMembersFromConsumerGroup(
                            state.applicationId(), new RemoveMembersFromConsumerGroupOptions())
                    .all());
        } catch (ExecutionException e) {
            boolean hasNone = isAbout(e, GroupIdNotFoundException.class)
                    || isAbout(e, UnknownMemberIdException.class)
                    || isAbout(e, IllegalArgumentException.class); // the client's answer for a group without members
            if (hasNone) return;
            throw new IllegalStateException("the members of the group could not be removed: " + e.getCause(), e);
        }
    }

    /** Deletes the offsets as soon as the nodes that have stopped count as gone; one that runs never does. */
    private static void deleteOffsets(Admin admin, StateId state) {
        for (int seconds = 0; !areOffsetsDeleted(admin, state); seconds++) {
            if (seconds == 0) {
                LOG.warn(
                        "A node has just stopped or is still counting: waiting for up to {} " + "s",
                        NODES_GONE_WITHIN_SECONDS);
            } else if (seconds > NODES_GONE_WITHIN_SECONDS) {
                throw new IllegalStateException("a node is still counting: stop every `serve` and `run` first");
            }
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static boolean areOffsetsDeleted(Admin admin, StateId state) {
        try {
            AdminCalls.await(
                    admin.deleteConsumerGroups(List.of(state.applicationId())).all());
            return true;
        } catch (ExecutionException e) {
            if (isAbout(e, GroupNotEmptyException.class)) return false;
            if (isAbout(e, GroupIdNotFoundException.class)) return true;
            throw new IllegalStateException("the offsets could not be deleted: " + e.getCause(), e);
        }
    }

    /** Ends what hangs: what is deleted is not read, but the offsets' topic would not be compacted. */
    private static void endHung(Admin admin, StateId state) {
        try {
            new HungTransactions(admin, state).end();
        } catch (ExecutionException e) {
            LOG.warn("A hung transaction of the deleted offsets could not be ended: {}", String.valueOf(e.getCause()));
        }
    }

    private static boolean isAbout(ExecutionException e, Class<? extends Throwable> kind) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (kind.isInstance(cause)) return true;
        }
        return false;
    }
}
