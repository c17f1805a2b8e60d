package dev.footfall.aggregator.live;

import dev.footfall.aggregator.counting.ArrivalsByOpenness;
import dev.footfall.aggregator.counting.Tally;
import dev.footfall.aggregator.likes.PartitionLikes.LikeTally;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The partitions that are counted on this instance just now. Safe for many threads. */
public final class LivePartitions {
    private final Map<Integer, LivePartition> byNumber = new ConcurrentHashMap<>();

    public void add(int number, LivePartition partition) {
        byNumber.put(number, partition);
    }

    public void remove(int number, LivePartition partition) {
        byNumber.remove(number, partition);
    }

    public Optional<LivePartition> get(int number) {
        return Optional.ofNullable(byNumber.get(number));
    }

    public Collection<LivePartition> all() {
        return byNumber.values();
    }

    public Collection<Integer> numbers() {
        return byNumber.keySet();
    }

    /** Written by the thread that counts it, read by any. */
    public static final class LivePartition {
        private final TrendingIndex trending = new TrendingIndex();
        private final ArrivalsByOpenness arrivals;
        private volatile Tally tally;
        private volatile LikeTally likeTally = LikeTally.NONE;
        private volatile Optional<String> whyHeld = Optional.empty();

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

        /** Holds answers back: its numbers are smaller than those that callers know, and nothing in them shows it. */
        public void hold(String why) {
            whyHeld = Optional.of(why);
        }

        public void release() {
            whyHeld = Optional.empty();
        }

        public Optional<String> whyHeld() {
            return whyHeld;
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
}
