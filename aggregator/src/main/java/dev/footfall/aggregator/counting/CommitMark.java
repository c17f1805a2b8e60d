package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.counting.Tally.LogPosition;
import java.util.Optional;

/**
 * The entry of a partition's store by which a commit is proved to be whole: {@linkplain Phase#OPEN open} it is the first
 * change of a commit, {@linkplain Phase#CLOSED closed} the last. A changelog that lost its end, or a transaction
 * that came through in part, leaves an open mark behind. Read before other entries, its position is a lower bound of how new
 * they are.
 *
 * @param commit number of the commit, one more each time
 * @param events the position in the log of events up to which the store has them
 * @param epoch leader epoch of the last of these, by which a broker tells whether its log is still the same
 * @param nextLike offset of the first like that the store has not
 * @param isRecount the partition is counted again and not yet where it was before; nothing is answered
 */
public record CommitMark(
        Phase phase, long commit, LogPosition events, Optional<Integer> epoch, long nextLike, boolean isRecount) {
    private static final int VERSION = 1;

    public static final CommitMark NONE =
            new CommitMark(Phase.CLOSED, 0, LogPosition.START, Optional.empty(), 0, false);

    public enum Phase {
        CLOSED(0),
        OPEN(1),
        /** All entries are being deleted, to count the partition again. */
        ERASING(2);

        private final int code;

        Phase(int code) {
            this.code = code;
        }

        private static Phase of(int code) {
            for (Phase phase : values()) {
                if (phase.code == code) return phase;
            }
            throw new IllegalStateException("no phase of a commit: " + code);
        }
    }

    public CommitMark opened() {
        return new CommitMark(Phase.OPEN, commit + 1, events, epoch, nextLike, isRecount);
    }

    public CommitMark closed(LogPosition position, Optional<Integer> lastEpoch, long next) {
        return new CommitMark(Phase.CLOSED, commit, position, lastEpoch, next, isRecount);
    }

    public CommitMark erasing() {
        return new CommitMark(Phase.ERASING, commit + 1, LogPosition.START, Optional.empty(), 0, true);
    }

    public CommitMark erased() {
        return new CommitMark(Phase.OPEN, commit, LogPosition.START, Optional.empty(), 0, true);
    }

    public CommitMark recount(boolean isUnderWay) {
        return new CommitMark(phase, commit, events, epoch, nextLike, isUnderWay);
    }

    public byte[] encode() {
        return new ValueWriter(VERSION)
                .number(phase.code)
                .number(commit)
                .number(events.nextOffset())
                .number(events.newestLogTimeMillis())
                .number(events.sealedBefore())
                .number(epoch.orElse(-1) + 1L)
                .number(nextLike)
                .number(isRecount ? 1 : 0)
                .toByteArray();
    }

    public static CommitMark decode(byte[] bytes) {
        var reader = new ValueReader(bytes, VERSION);
        Phase phase = Phase.of(reader.integer());
        long commit = reader.number();
        var events = new LogPosition(reader.number(), reader.number(), reader.integer());
        int epoch = reader.integer() - 1;
        return new CommitMark(
                phase,
                commit,
                events,
                epoch < 0 ? Optional.empty() : Optional.of(epoch),
                reader.number(),
                reader.number() == 1);
    }
}
