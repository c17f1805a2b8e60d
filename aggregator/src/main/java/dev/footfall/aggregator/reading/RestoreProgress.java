package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.LiveRegistrations;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StandbyUpdateListener;
import org.apache.kafka.streams.processor.StateRestoreListener;
import org.apache.kafka.streams.processor.TaskId;

/** The restore progress of the stores filled from changelogs, counted or following. Safe for many threads. */
public final class RestoreProgress implements StateRestoreListener, StandbyUpdateListener {
    /** So near to its changelog's end a copy is whole; before, compacted entries that are yet to come are missing. */
    private static final long NEAR_THE_END_RECORDS = 100;

    private enum Role {
        FOLLOWING,
        /** It is to be counted here, and filled before. */
        RESTORING,
        /** It is filled, and counted here. */
        RESTORED
    }

    /** A partition's store that is filled from its changelog. {@code isWhole}: it has been near the end. */
    private record Copy(Role role, long remaining, boolean isWhole) {}

    private final Map<Integer, Copy> copies = new ConcurrentHashMap<>();
    private final LongAdder restored = new LongAdder();

    /** {@code lagRecords}: records between its mark and the end of the log. */
    boolean isWhole(int partition, long lagRecords) {
        Copy copy = copies.computeIfPresent(
                partition, (number, now) -> new Copy(now.role(), now.remaining(), now.isWhole() || lagRecords == 0));
        return copy != null && copy.isWhole();
    }

    /** Notes that partitions may move now: what was counted here, and went away when they last did, is no longer known. */
    public void partitionsMove(LivePartitions live) {
        copies.entrySet()
                .removeIf(copy -> copy.getValue().role() == Role.RESTORED
                        && live.get(copy.getKey()).isEmpty());
    }

    public long restoringPartitions() {
        return partitions(Role.RESTORING);
    }

    public long followedPartitions() {
        return partitions(Role.FOLLOWING);
    }

    private long partitions(Role role) {
        return copies.values().stream().filter(copy -> copy.role() == role).count();
    }

    public long restoreRemaining() {
        return remaining(Role.RESTORING);
    }

    public long followRemaining() {
        return remaining(Role.FOLLOWING);
    }

    private long remaining(Role role) {
        return copies.values().stream()
                .filter(copy -> copy.role() == role)
                .mapToLong(Copy::remaining)
                .sum();
    }

    /** Those that are filled from changelogs now, to be counted here or to follow. */
    Set<Integer> partitions() {
        return copies.entrySet().stream()
                .filter(copy -> copy.getValue().role() != Role.RESTORED)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isFollowing(int partition) {
        Copy copy = copies.get(partition);
        return copy != null && copy.role() == Role.FOLLOWING;
    }

    /** The changes that its store lacks, as far as was known with the last batch. */
    long remaining(int partition) {
        Copy copy = copies.get(partition);
        return copy == null ? 0 : copy.remaining();
    }

    public long restored() {
        return restored.sum();
    }

    @Override
    public void onRestoreStart(TopicPartition changelog, String store, long startOffset, long endOffset) {
        if (store.equals(LiveRegistrations.STORE)) return; // belongs to no partition that is counted
        copies.compute(changelog.partition(), (partition, before) -> {
            boolean hasFollowed =
                    before != null && before.role() == Role.FOLLOWING && before.isWhole() && startOffset > 0;
            return new Copy(Role.RESTORING, Math.max(0, endOffset - startOffset), hasFollowed);
        });
    }

    @Override
    public void onBatchRestored(TopicPartition changelog, String store, long batchEndOffset, long records) {
        if (store.equals(LiveRegistrations.STORE)) return;
        restored.add(records);
        copies.computeIfPresent(
                changelog.partition(),
                (partition, now) -> new Copy(Role.RESTORING, Math.max(0, now.remaining() - records), now.isWhole()));
    }

    @Override
    public void onRestoreEnd(TopicPartition changelog, String store, long totalRestored) {
        if (store.equals(LiveRegistrations.STORE)) return;
        copies.computeIfPresent(changelog.partition(), (partition, now) -> new Copy(Role.RESTORED, 0, true));
    }

    @Override
    public void onRestoreSuspended(TopicPartition changelog, String store, long totalRestored) {
        copies.remove(changelog.partition());
    }

    @Override
    public void onUpdateStart(TopicPartition changelog, String store, long startingOffset) {
        copies.compute(changelog.partition(), (partition, before) -> {
            boolean wasCounted = before != null && before.role() == Role.RESTORED && startingOffset > 0;
            return new Copy(Role.FOLLOWING, 0, wasCounted);
        });
    }

    @Override
    public void onBatchLoaded(
            TopicPartition changelog,
            String store,
            TaskId task,
            long batchEndOffset,
            long records,
            long currentEndOffset) {
        restored.add(records);
        long remaining = Math.max(0, currentEndOffset - batchEndOffset);
        copies.computeIfPresent(
                changelog.partition(),
                (partition, now) ->
                        new Copy(Role.FOLLOWING, remaining, now.isWhole() || remaining < NEAR_THE_END_RECORDS));
    }

    @Override
    public void onUpdateSuspended(
            TopicPartition changelog, String store, long storeOffset, long currentEndOffset, SuspendReason reason) {
        if (reason != SuspendReason.PROMOTED) copies.remove(changelog.partition());
    }
}
