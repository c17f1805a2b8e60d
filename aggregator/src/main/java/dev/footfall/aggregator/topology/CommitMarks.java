package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.CommitMark;
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
    private Optional<Integer> epoch;
    private long nextLike;

    CommitMarks(KeyValueStore<Bytes, byte[]> store) {
        byte[] found = store.get(KEY);
        this.store = store;
        this.isMarked = found != null;
        this.last = found == null ? CommitMark.NONE : CommitMark.decode(found);
        this.epoch = last.epoch();
        this.nextLike = last.nextLike();
    }

    /** The defect of the store as it was found; empty if it is of one commit, or empty. */
    Optional<String> fault() {
        if (!isMarked) {
            try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
                return all.hasNext() ? Optional.of("its changelog lacks the mark of a commit") : Optional.empty();
            }
        }
        return switch (last.phase()) {
            case CLOSED -> Optional.empty();
            case OPEN -> Optional.of("commit " + last.commit() + " arrived only in part");
            case ERASING -> Optional.of("it was being erased for a recount");
        };
    }

    CommitMark last() {
        return last;
    }

    void open() {
        write(last.opened());
    }

    void close(LogPosition position) {
        write(last.closed(position, epoch, nextLike));
    }

    /** Notes that nothing may be answered from the store as it is. */
    void refuse() {
        write(last.recount(true));
    }

    void erase() {
        write(last.erasing());
    }

    void erased() {
        epoch = Optional.empty();
        nextLike = 0;
        write(last.erased());
    }

    /** Notes that the partition is behind where it was, or no longer; written by the next commit. */
    void recount(boolean isUnderWay) {
        last = last.recount(isUnderWay);
    }

    void reachEpoch(Optional<Integer> read) {
        if (read.isPresent()) epoch = read;
    }

    long nextLike() {
        return nextLike;
    }

    void reachLike(long next) {
        nextLike = next;
    }

    private void write(CommitMark mark) {
        store.put(KEY, mark.encode());
        last = mark;
    }
}
