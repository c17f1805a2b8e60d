package dev.footfall.aggregator;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.ClassicGroupState;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counting threads of a node. Each is a static member of the state's group. */
record GroupMembers(KafkaStreams streams, Admin admin, AggregatorConfig config) {
    /** The time for the threads to end before it is asked what they wait for, and how often they are given it. */
    private static final Duration TIME_TO_END = Duration.ofSeconds(2);

    private static final Duration TIME_TO_BE_REPLACED = Duration.ofSeconds(10);
    private static final Executor JUST_AFTER_THAT = CompletableFuture.delayedExecutor(11, TimeUnit.SECONDS);

    private static final int MOST_ROUNDS = 4;
    private static final Duration TIME_TO_ANSWER = Duration.ofMillis(500);

    private static final Logger LOG = LoggerFactory.getLogger(GroupMembers.class);

    /** Takes dead threads' names off the group, which would else wait until they count as dead there, too. */
    void remove(Set<String> threads) {
        if (threads.isEmpty()) return;
        Set<MemberToRemove> members = threads.stream()
                .map(thread -> new MemberToRemove(StreamsSettings.memberName(config, thread)))
                .collect(Collectors.toSet());
        var unused = admin.removeMembersFromConsumerGroup(
                config.state().applicationId(), new RemoveMembersFromConsumerGroupOptions(members));
    }

    /**
     * Ends the threads within a few seconds. A rebalance waits for all members, also for the names that threads left
     * behind before it began: those are taken off. True if all have ended and committed what they had read.
     */
    boolean close(GroupMembershipOperation membership) {
        CloseOptions options = CloseOptions.groupMembershipOperation(membership).withTimeout(TIME_TO_END);
        Set<String> all = living();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            if (streams.close(options)) return true;
            if (isWaitedFor()) remove(ended(all));
        }
        return false;
    }

    /** Replaces all threads, one after another. Each commits what it has read; its successor resumes there. */
    void replace() {
        for (int thread = 0; thread < config.threads(); thread++) {
            removeOne();
            streams.addStreamThread();
        }
    }

    /** Kafka Streams 4.2 waits for ever, by {@code wait(0)}, if it looks in the very millisecond in which the time is up. */
    private void removeOne() {
        var wakeUp = CompletableFuture.runAsync(Thread.currentThread()::interrupt, JUST_AFTER_THAT);
        try {
            streams.removeStreamThread(TIME_TO_BE_REPLACED);
        } catch (org.apache.kafka.common.errors.TimeoutException e) { // it ends when what it waits for does
            LOG.warn("A counting thread did not end within {} s", TIME_TO_BE_REPLACED.toSeconds(), e);
        } finally {
            wakeUp.cancel(false);
        }
    }

    private Set<String> ended(Set<String> threads) {
        Set<String> living = living();
        return threads.stream().filter(thread -> !living.contains(thread)).collect(Collectors.toSet());
    }

    private Set<String> living() {
        return streams.metadataForLocalThreads().stream()
                .map(ThreadMetadata::threadName)
                .collect(Collectors.toSet());
    }

    private boolean isWaitedFor() {
        String group = config.state().applicationId();
        try {
            var groups = admin.describeClassicGroups(List.of(group)).all();
            return groups.get(TIME_TO_ANSWER.toMillis(), TimeUnit.MILLISECONDS).values().stream()
                    .anyMatch(described -> described.state() == ClassicGroupState.PREPARING_REBALANCE);
        } catch (ExecutionException | TimeoutException e) {
            return false; // asked again in the next round
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
