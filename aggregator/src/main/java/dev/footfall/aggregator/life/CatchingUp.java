package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.MarkRecount;
import dev.footfall.aggregator.life.LifeAction.MarkThere;
import dev.footfall.aggregator.life.LifeAction.Warn;
import dev.footfall.aggregator.life.LifeEvent.Progressed;
import dev.footfall.aggregator.life.LifeEvent.RecordRead;
import java.util.Optional;

/**
 * The log is still the same. The state has yet to come to where its group is, over what is nothing to count, and to have all
 * likes; a record on the way shows that its last commits are lost.
 *
 * @param group the offset up to which the group has read
 * @param end the least end of the log that was known meanwhile
 */
record CatchingUp(long group, long end) implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        Optional<LifeStep> fault = LogFaults.after(this, event, group);
        if (fault.isPresent()) return fault.get();
        if (event instanceof RecordRead read && read.offset() < group) {
            var behind = new Warn(Recounting.reason(read.next(), group));
            return LifeStep.to(new Recounting(end, true, false), behind, new MarkRecount());
        }
        return event instanceof Progressed now ? progressed(now) : stay();
    }

    private LifeStep progressed(Progressed now) {
        long least = Math.min(end, now.end().orElse(Long.MAX_VALUE));
        boolean isThere = now.next() >= Math.min(group, least) && now.hasLikes();
        if (!isThere) return LifeStep.to(new CatchingUp(group, least));
        return now.mark().group() == 0 ? new Counting().after(now) : LifeStep.to(new Counting(), new MarkThere());
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(Checking.WHY);
    }

    @Override
    public boolean isReading() {
        return true;
    }

    @Override
    public boolean isExpected(long offset, long next) {
        return offset >= next && offset >= group;
    }
}
