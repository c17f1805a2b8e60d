package dev.footfall.aggregator.life;

import dev.footfall.aggregator.counting.store.CommitMark;
import java.util.Optional;
import java.util.OptionalLong;

/** An event in the life of a partition, as values. Offsets are those of the log of events, unless another input is named. */
public sealed interface LifeEvent {

    /** The store is there, restored from its changelog, and of one commit. */
    record StoreWhole() implements LifeEvent {}

    /** The store is there and has nothing but the mark of its erasure, before which its changelog has nothing left. */
    record StoreEmptied() implements LifeEvent {}

    /**
     * The store is not of one commit, or the last life was given up.
     *
     * @param fault what is wrong, a sentence that begins with "it"
     * @param loss the first records that are in neither log nor sealed days, a sentence; empty if all can be counted again
     */
    record StoreTorn(String fault, Optional<String> loss) implements LifeEvent {}

    /**
     * The counters are made of the store.
     *
     * @param next the offset of the first event that the store does not have
     * @param group the offset up to which the group has read, or had when the store was opened before; 0 if none is known
     * @param needsSealedDays true if sealed days are to be loaded before the log is read
     * @param end the end of the log, if it is known
     */
    record Opened(CommitMark mark, long next, long group, boolean needsSealedDays, OptionalLong end)
            implements LifeEvent {}

    /** Time has passed, and nothing may be read. {@code hasChanges}: the store has some that no commit has. */
    record Ticked(CommitMark mark, boolean hasChanges) implements LifeEvent {}

    /** Nothing is left in the store but the mark. */
    record Erased() implements LifeEvent {}

    record SealedDaysLoaded() implements LifeEvent {}

    /**
     * The leader has compared the epoch before the start of reading with its own log.
     *
     * @param topic the name of the topic of events, for sentences
     * @param loss as of {@link StoreTorn}; asked for only where there is a {@linkplain ReadingStart#isGap gap}
     */
    record PlaceFound(String topic, ReadingStart place, Optional<String> loss) implements LifeEvent {}

    /** The log is another topic of the same name than the one that was counted. */
    record LogReplaced(String topic) implements LifeEvent {}

    /** Records that were in neither log nor sealed days are there now, or the log is another: all can be counted again. */
    record LossGone() implements LifeEvent {}

    /** A record comes at {@code offset}, where {@code next} is the first that was not counted. */
    record RecordRead(String topic, long offset, long next) implements LifeEvent {}

    /**
     * The progress of counting.
     *
     * @param next the offset of the first event that is not counted: markers and what was aborted are passed over
     * @param hasLikes true if all likes are there that their log had when reading began
     * @param end the end of the log, if it is known
     * @param mark the last one
     * @param isSettled true if nothing remains to be done beside reading
     */
    record Progressed(long next, boolean hasLikes, OptionalLong end, CommitMark mark, boolean isSettled)
            implements LifeEvent {}

    /**
     * A copy was looked at, which follows its changelog on a node that does not count it.
     *
     * @param isByOtherRules true if the partition is counted by other rules than this node's
     * @param lagRecords between the mark and the end of the log
     * @param isNearEnd true once the copy was near the end of its changelog: before, compacted entries are missing
     */
    record CopyRead(CommitMark mark, boolean isByOtherRules, long lagRecords, boolean isNearEnd) implements LifeEvent {}
}
