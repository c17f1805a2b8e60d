package dev.footfall.aggregator.life;

import dev.footfall.aggregator.counting.store.CommitMark;
import java.util.Optional;

/**
 * The phase of a partition on a node. It alone says whether the log may be read, whether the state may answer, and why not.
 * Phases change by {@link #after}, a function of what happened; the caller does what it returns, in that order.
 * {@code docs/architecture.md} has a picture of them, which a test keeps true.
 */
public sealed interface PartitionLife
        permits Restoring,
                OpeningStore,
                Erasing,
                Emptied,
                Uncountable,
                LoadingSealedDays,
                Checking,
                CatchingUp,
                Recounting,
                Counting,
                Following {
    /** The phase of a partition whose store is not open, or not yet looked at. */
    static PartitionLife start() {
        return new Restoring();
    }

    /** The phase of a copy that was not looked at yet. */
    static PartitionLife following() {
        return new Following(Optional.of(Checking.WHY));
    }

    /** The phase after this event, and what is to be done for it; events that mean nothing to a phase leave it as it is. */
    LifeStep after(LifeEvent event);

    /** The reason for which nothing may be answered, the end of a sentence that begins with "partition 7"; empty if answers are right. */
    Optional<String> whyMute();

    /** True if the inputs may be read; where not, they are paused. */
    boolean isReading();

    /** True if nothing is counted in this life any more: records that were polled already are passed over. */
    default boolean isOver() {
        return false;
    }

    /** True if a record at this offset, where {@code next} is expected, changes no phase. Asked for each record. */
    default boolean isExpected(long offset, long next) {
        return false;
    }

    /** The mark with which a commit of this phase begins. */
    default CommitMark opened(CommitMark last) {
        return last.opened();
    }

    default LifeStep stay(LifeAction... actions) {
        return LifeStep.to(this, actions);
    }
}
