package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LikesPosition;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartKeys;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/** The {@link CommitMark} of one task's store: opened by the first change of a commit, closed by its last. */
final class CommitMarks {
    private static final Bytes KEY = Bytes.wrap(PartKeys.mark());

    private final KeyValueStore<Bytes, byte[]> store;
    private final boolean isMarked;
    private CommitMark last;
    private CommitMark.Lack written;
    private Optional<Integer> epoch;
    private LikesPosition likes;

    CommitMarks(KeyValueStore<Bytes, byte[]> store) {
        byte[] found = store.get(KEY);
        this.store = store;
        this.isMarked = found != null;
        this.last = found == null ? CommitMark.NONE : CommitMark.decode(found);
        this.written = last.lack();
        this.epoch = last.epoch();
        this.likes = last.likes();
    }

    /** The defect of the store as it was found; empty if it is of one commit, or empty. */
    Optional<String> fault() {
        if (!isMarked) return isEmpty() ? Optional.empty() : Optional.of("its changelog lacks the mark of a commit");
        return switch (last.phase()) {
            case CLOSED -> Optional.empty();
            case OPEN -> Optional.of("commit " + last.commit() + " arrived only in part");
            case ERASING -> Optional.of("it was being erased for a recount");
        };
    }

    /** True if nothing is in the store but the mark of its erasure. */
    boolean isEmptied() {
        return last.phase() == CommitMark.Phase.ERASING && isEmpty();
    }

    /** True if nothing is in the store but a mark. */
    private boolean isEmpty() {
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            if (isMarked && all.hasNext()) all.next();
            return !all.hasNext();
        }
    }

    CommitMark last() {
        return last;
    }

    /** Begins a commit with this mark. What the store lacks it lacks until that is whole: a copy may get a part of it first. */
    void begin(CommitMark opened) {
        boolean isToLackNothing = opened.lack() == CommitMark.Lack.NOTHING;
        store.put(KEY, (isToLackNothing ? opened.lacking(written) : opened).encode());
        last = opened;
    }

    void close(LogPosition position) {
        write(last.closed(position, epoch, likes));
    }

    void erased() {
        epoch = Optional.empty();
        likes = LikesPosition.START;
        write(last.erased());
    }

    /** Notes that the partition is behind where it was, or no longer; written by the next commit. */
    void recount(boolean isUnderWay) {
        last = last.recount(isUnderWay);
    }

    /** Notes that the partition is behind this offset, where its group is, or with 0 no longer; written by the next commit. */
    void behind(long group) {
        last = last.behind(group);
    }

    void reachEpoch(Optional<Integer> read) {
        if (read.isPresent()) epoch = read;
    }

    long nextLike() {
        return likes.next();
    }

    /** {@code epoch}: of the like before this place; empty if it is unknown. */
    void reachLike(long next, Optional<Integer> epoch) {
        likes = new LikesPosition(next, epoch);
    }

    private void write(CommitMark mark) {
        store.put(KEY, mark.encode());
        last = mark;
        written = mark.lack();
    }
}
