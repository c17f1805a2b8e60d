package dev.footfall.aggregator.counting.store;

import java.util.List;
import java.util.Optional;

/**
 * The entry of a partition's store by which a commit is proved to be whole: {@linkplain Phase#OPEN open} it is the first
 * change of a commit, {@linkplain Phase#CLOSED closed} the last. A changelog that lost its end, or a transaction
 * that arrived only in part, leaves an open mark behind. Read before other entries, its position is a lower bound of how new
 * they are.
 *
 * @param commit number of the commit, one more each time
 * @param events the position in the log of events up to which the store has them
 * @param epoch leader epoch of the last of these, by which a broker tells whether its log is still the same
 * @param nextLike offset of the first like that the store has not
 * @param lack for which nothing is answered
 */
public record CommitMark(
        Phase phase, long commit, LogPosition events, Optional<Integer> epoch, long nextLike, Lack lack) {
    private static final int VERSION = 1;

    /** In the order of the numbers that are stored. */
    private static final List<Phase> PHASES = List.of(Phase.CLOSED, Phase.OPEN, Phase.ERASING);

    private static final List<Lack> LACKS = List.of(Lack.NOTHING, Lack.COUNTS, Lack.LIKES);

    public static final CommitMark NONE =
            new CommitMark(Phase.CLOSED, 0, LogPosition.START, Optional.empty(), 0, Lack.LIKES);

    public enum Lack {
        NOTHING,
        /** The partition is counted again and not yet where it was before. */
        COUNTS,
        /** Counted for the first time, it has not had all likes of their log yet. */
        LIKES
    }

    public enum Phase {
        CLOSED,
        OPEN,
        /** All entries are being deleted, to count the partition again. */
        ERASING
    }

    public CommitMark opened() {
        return new CommitMark(Phase.OPEN, commit + 1, events, epoch, nextLike, lack);
    }

    public CommitMark closed(LogPosition position, Optional<Integer> lastEpoch, long next) {
        return new CommitMark(Phase.CLOSED, commit, position, lastEpoch, next, lack);
    }

    public CommitMark erasing() {
        return new CommitMark(Phase.ERASING, commit + 1, LogPosition.START, Optional.empty(), 0, Lack.COUNTS);
    }

    public CommitMark erased() {
        return new CommitMark(Phase.OPEN, commit, LogPosition.START, Optional.empty(), 0, Lack.COUNTS);
    }

    public CommitMark recount(boolean isUnderWay) {
        return new CommitMark(phase, commit, events, epoch, nextLike, isUnderWay ? Lack.COUNTS : Lack.NOTHING);
    }

    public boolean isRecount() {
        return lack == Lack.COUNTS;
    }

    public byte[] encode() {
        return new ValueWriter(VERSION)
                .number(PHASES.indexOf(phase))
                .number(commit)
                .number(events.nextOffset())
                .number(events.newestLogTimeMillis())
                .number(events.sealedBefore())
                .number(epoch.orElse(-1) + 1L)
                .number(nextLike)
                .number(LACKS.indexOf(lack))
                .toByteArray();
    }

    public static CommitMark decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        return new CommitMark(
                PHASES.get(reader.integer()),
                reader.number(),
                new LogPosition(reader.number(), reader.number(), reader.integer()),
                Optional.of(reader.integer() - 1).filter(last -> last >= 0),
                reader.number(),
                LACKS.get(reader.integer()));
    }
}
