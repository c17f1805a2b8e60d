package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.MarkWhole;
import dev.footfall.aggregator.life.LifeEvent.PlaceFound;
import dev.footfall.aggregator.life.LifeEvent.Progressed;
import dev.footfall.aggregator.life.LifeEvent.RecordRead;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The partition is counted again. Its numbers are smaller than those that callers know, until it is where the log ended when
 * that began: under load the log ends ever later.
 *
 * @param goal the least end of the log that was known meanwhile
 * @param isPlaced true once the leader, or a record, has shown where in the log that is
 * @param hasLikes true once all likes are there
 */
record Recounting(long goal, boolean isPlaced, boolean hasLikes) implements PartitionLife {
    static final String WHY = "is counted again";

    static Recounting upTo(OptionalLong end) {
        return new Recounting(end.orElse(Long.MAX_VALUE), false, false);
    }

    static String reason(long next, long group) {
        return "is recounted from offset " + next + ": it was counted up to " + group;
    }

    @Override
    public LifeStep after(LifeEvent event) {
        Optional<LifeStep> fault = LogFaults.after(this, event, Long.MAX_VALUE);
        if (fault.isPresent()) return fault.get();
        if (event instanceof PlaceFound || event instanceof RecordRead)
            return LifeStep.to(new Recounting(goal, true, hasLikes));
        return event instanceof Progressed now ? progressed(now) : stay();
    }

    private LifeStep progressed(Progressed now) {
        long nearest = Math.min(goal, now.end().orElse(Long.MAX_VALUE));
        var nearer = new Recounting(nearest, isPlaced, hasLikes || now.hasLikes());
        boolean isThere = isPlaced
                && nearer.hasLikes
                && now.next() >= nearer.goal
                && now.isSettled()
                && now.mark().commit() != 0;
        return isThere ? LifeStep.to(new Counting(), new MarkWhole(), new Commit()) : LifeStep.to(nearer);
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(WHY);
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public boolean isExpected(long offset, long next) {
        return isPlaced && offset >= next;
    }
}
