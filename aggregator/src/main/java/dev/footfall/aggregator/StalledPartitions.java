package dev.footfall.aggregator;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The watch over the partitions of this node: one that is counted no further for a minute, while the log grows beyond it and
 * no other catches up, has its threads replaced. Until it is counted again, nothing is answered from it.
 *
 * <p>A thread that hangs keeps its partitions from all others of the process. Where Kafka answers and it does not poll for
 * {@link #LONGEST_WAIT}, no wait of a commit, which are bounded, explains it: the process has to end.
 */
final class StalledPartitions implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** Longer than a commit, its abort and the close of its producer may take one after another. */
    static final Duration LONGEST_WAIT = Duration.ofMinutes(3);

    private static final Logger LOG = LoggerFactory.getLogger(StalledPartitions.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    /** The number of looks in {@link #LONGEST_WAIT}. */
    static final long LOOKS = LONGEST_WAIT.dividedBy(PERIOD);

    private final WatchedPartitions source;
    private final LongSupplier nanos;
    private final Runnable replaceThreads;
    private final Consumer<String> onHang;
    private final Map<Integer, Mark> marks = new HashMap<>();
    private boolean isCatchingUp;
    private int looksWithoutPoll;
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
            ThreadUtils.createThreadFactory("footfall-stalled-partitions", true));

    /** @param overtakenNanos when the log was first seen to have grown since; empty as long as it has not */
    private record Mark(long position, long end, OptionalLong overtakenNanos) {
        Mark grownTo(long now, long nowNanos) {
            boolean isOvertaken = overtakenNanos.isEmpty() && now > end;
            return isOvertaken ? new Mark(position, end, OptionalLong.of(nowNanos)) : this;
        }

        Mark notOvertaken() {
            return new Mark(position, end, OptionalLong.empty());
        }

        /** True if it moved since, and has more before it than it moved. */
        boolean isCatchingUp(Mark before) {
            return position >= 0 && end - position > Math.abs(position - before.position);
        }
    }

    /** @param onHang receives, in one sentence, why the process has to end */
    StalledPartitions(WatchedPartitions source, LongSupplier nanos, Runnable replaceThreads, Consumer<String> onHang) {
        this.source = source;
        this.nanos = nanos;
        this.replaceThreads = replaceThreads;
        this.onHang = onHang;
    }

    void start() {
        var unused = executor.scheduleWithFixedDelay(
                this::lookAgain, PERIOD.toMillis(), PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookAgain() {
        try {
            look();
        } catch (RuntimeException e) { // the edge of the thread: one that passes it would end the watch
            LOG.warn("The partitions could not be checked", e);
        }
    }

    void look() {
        if (!source.areThreadsPolling()) { // a commit that is waited for goes through, or times out and is undone
            marks.clear();
            looksWithoutPoll++; // not by the clock, in which a paused process has no part
            if (looksWithoutPoll % LOOKS == 0) endIfUncounted();
            return;
        }
        looksWithoutPoll = 0;
        isCatchingUp = false;
        Set<Integer> stalled = new TreeSet<>();
        for (int partition = 0; partition < source.partitions(); partition++) {
            if (isStalled(partition)) stalled.add(partition);
        }
        if (isCatchingUp) { // a thread counts one partition's backlog after another's
            marks.replaceAll((partition, mark) -> mark.notOvertaken());
            return;
        }
        if (stalled.isEmpty()) return;
        marks.clear();
        stalled.removeIf(partition -> !source.hasMore(partition));
        if (stalled.isEmpty()) return;
        LOG.error(
                "Partitions {} made no progress for {} s while the log grew: replacing the counting threads",
                stalled,
                PATIENCE.toSeconds());
        try {
            replaceThreads.run();
        } catch (RuntimeException e) { // the edge of the thread; looked at again in a minute
            LOG.error("The counting threads could not be replaced", e);
        }
    }

    private void endIfUncounted() {
        List<Integer> uncounted = IntStream.range(0, source.partitions())
                .filter(partition -> !source.isExcused(partition) && source.hasMore(partition))
                .boxed()
                .toList();
        if (uncounted.isEmpty()) return;
        onHang.accept("A counting thread hangs: partitions " + uncounted + " made no progress for "
                + LONGEST_WAIT.toMinutes() + " minutes although Kafka answers. Restart: nothing is lost");
    }

    private boolean isStalled(int partition) {
        OptionalLong next = source.next(partition);
        boolean isNew = next.isEmpty() && !marks.containsKey(partition);
        if (isNew || source.isExcused(partition)) {
            marks.remove(partition);
            return false;
        }
        long now = nanos.getAsLong();
        long end = source.end(partition).orElse(0);
        Mark mark = marks.merge(
                partition,
                new Mark(next.orElse(-1 - source.restored()), end, OptionalLong.empty()),
                (before, after) -> {
                    if (before.position == after.position) return before.grownTo(end, now);
                    isCatchingUp |= after.isCatchingUp(before);
                    return after;
                });
        return mark.overtakenNanos.isPresent() && now - mark.overtakenNanos.getAsLong() >= PATIENCE.toNanos();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
