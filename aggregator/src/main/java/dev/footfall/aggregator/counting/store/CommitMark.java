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
 * @param likes the position in the log of likes up to which the store has them
 * @param lack for which nothing is answered
 * @param group the offset up to which the group had read when the store was opened behind it; 0 once it is there
 */
public record CommitMark(
        Phase phase,
        long commit,
        LogPosition events,
        Optional<Integer> epoch,
        LikesPosition likes,
        Lack lack,
        long group) {
    private static final int VERSION = 1;

    /** In the order of the numbers that are stored. */
    private static final List<Phase> PHASES = List.of(Phase.CLOSED, Phase.OPEN, Phase.ERASING);

    private static final List<Lack> LACKS = List.of(Lack.NOTHING, Lack.COUNTS, Lack.LIKES);

    public static final CommitMark NONE =
            new CommitMark(Phase.CLOSED, 0, LogPosition.START, Optional.empty(), LikesPosition.START, Lack.LIKES, 0);

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
        return new CommitMark(Phase.OPEN, commit + 1, events, epoch, likes, lack, group);
    }

    public CommitMark closed(LogPosition position, Optional<Integer> lastEpoch, LikesPosition reached) {
        return new CommitMark(Phase.CLOSED, commit, position, lastEpoch, reached, lack, group);
    }

    public CommitMark erasing() {
        return new CommitMark(
                Phase.ERASING, commit + 1, LogPosition.START, Optional.empty(), LikesPosition.START, Lack.COUNTS, 0);
    }

    public CommitMark erased() {
        return new CommitMark(
                Phase.OPEN, commit, LogPosition.START, Optional.empty(), LikesPosition.START, Lack.COUNTS, 0);
    }

    public CommitMark recount(boolean isUnderWay) {
        return new CommitMark(phase, commit, events, epoch, likes, isUnderWay ? Lack.COUNTS : Lack.NOTHING, 0);
    }

    public CommitMark lacking(Lack other) {
        return new CommitMark(phase, commit, events, epoch, likes, other, group);
    }

    public CommitMark behind(long offset) {
        return new CommitMark(phase, commit, events, epoch, likes, lack, offset);
    }

    public long nextLike() {
        return likes.next();
    }

    public boolean isRecount() {
        return lack == Lack.COUNTS;
    }

    public byte[] encode() {
        ValueWriter mark = new ValueWriter(VERSION)
                .number(PHASES.indexOf(phase))
                .number(commit)
                .number(events.nextOffset())
                .number(events.newestLogTimeMillis())
                .number(events.sealedBefore())
                .number(epoch.orElse(-1) + 1L)
                .number(likes.next())
                .number(LACKS.indexOf(lack));
        boolean isShort = likes.epoch().isEmpty() && group == 0; // as marks were before they had these
        if (!isShort) mark.number(likes.epoch().orElse(-1) + 1L).number(group);
        return mark.toByteArray();
    }

    public static CommitMark decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        Phase phase = PHASES.get(reader.integer());
        long commit = reader.number();
        var events = new LogPosition(reader.number(), reader.number(), reader.integer());
        Optional<Integer> epoch = epoch(reader);
        long nextLike = reader.number();
        Lack lack = LACKS.get(reader.integer());
        boolean isShort = !reader.hasMore();
        Optional<Integer> likesEpoch = isShort ? Optional.empty() : epoch(reader);
        var likes = new LikesPosition(nextLike, likesEpoch);
        return new CommitMark(phase, commit, events, epoch, likes, lack, isShort ? 0 : reader.number());
    }

    private static Optional<Integer> epoch(ValueReader reader) {
        return Optional.of(reader.integer() - 1).filter(last -> last >= 0);
    }
}
