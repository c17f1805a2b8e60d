package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.arrivals.ArrivalsByOpenness;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.life.PartitionLife;
import dev.footfall.aggregator.likes.LikeTally;
import java.time.Instant;
import java.util.Optional;

/** Written by the thread that counts it, read by any. */
public final class LivePartition {
    private final TrendingIndex trending = new TrendingIndex();
    private final ArrivalsByOpenness arrivals;
    private volatile Tally tally;
    private volatile LikeTally likeTally = LikeTally.NONE;
    private volatile PartitionLife life = PartitionLife.start();
    private volatile Optional<String> whyMute = Optional.empty();
    private volatile Optional<Instant> lastFlush = Optional.empty();

    public LivePartition(Tally tally) {
        this.tally = tally;
        this.arrivals = new ArrivalsByOpenness(tally.newestLogTimeMillis());
    }

    public void reachLikes(LikeTally tally) {
        likeTally = tally;
    }

    /** Notes how far the stores are, after a flush. The tally is not changed any more. */
    public void reach(Tally flushed) {
        trending.flushed();
        arrivals.flush();
        tally = flushed; // last: what is read after it is at least as new
    }

    /** Notes that what was counted is written, at a time of this node's clock in milliseconds since 1970. */
    public void flushedAt(long nowMillis) {
        lastFlush = Optional.of(Instant.ofEpochMilli(nowMillis));
    }

    /** Empty before the first one here. */
    public Optional<Instant> lastFlush() {
        return lastFlush;
    }

    /** Shows the phase of this partition, the one with that number, from now on. */
    public void show(int number, PartitionLife now) {
        whyMute = now.whyMute().map(why -> "partition " + number + " " + why);
        life = now;
    }

    public PartitionLife life() {
        return life;
    }

    /** The reason for which nothing may be answered, a sentence; empty if answers are right. */
    public Optional<String> whyMute() {
        return whyMute;
    }

    public Tally tally() {
        return tally;
    }

    public LikeTally likeTally() {
        return likeTally;
    }

    public ArrivalsByOpenness arrivals() {
        return arrivals;
    }

    public TrendingIndex trending() {
        return trending;
    }
}
