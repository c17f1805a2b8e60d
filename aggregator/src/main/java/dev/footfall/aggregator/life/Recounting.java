package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.MarkWhole;
import dev.footfall.aggregator.life.LifeEvent.Progressed;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The partition is counted again. Its numbers are smaller than those that callers know, until it is where the log ended when
 * that began: under load the log ends ever later.
 *
 * @param goal the least end of the log that was known meanwhile
 * @param hasLikes true once all likes are there
 */
record Recounting(long goal, boolean hasLikes) implements PartitionLife {
    static final String WHY = "is counted again";

    static Recounting upTo(OptionalLong end) {
        return new Recounting(end.orElse(Long.MAX_VALUE), false);
    }

    static String reason(long next, long group) {
        return "is recounted from offset " + next + ": it was counted up to " + group;
    }

    @Override
    public LifeStep after(LifeEvent event) {
        Optional<LifeStep> fault = LogFaults.after(this, event, Long.MAX_VALUE);
        if (fault.isPresent()) return fault.get();
        return event instanceof Progressed now ? progressed(now) : stay();
    }

    private LifeStep progressed(Progressed now) {
        var nearer = new Recounting(Math.min(goal, now.end().orElse(Long.MAX_VALUE)), hasLikes || now.hasLikes());
        boolean isThere = nearer.hasLikes
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
        return offset >= next;
    }
}
