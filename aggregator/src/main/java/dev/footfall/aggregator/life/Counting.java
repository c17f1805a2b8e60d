package dev.footfall.aggregator.life;

import dev.footfall.aggregator.counting.store.CommitMark.Lack;
import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.MarkWhole;
import dev.footfall.aggregator.life.LifeEvent.Progressed;
import java.util.Optional;

/** The state has all that its log had when it was opened, and answers. */
record Counting() implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        Optional<LifeStep> fault = LogFaults.after(this, event, 0);
        if (fault.isPresent()) return fault.get();
        boolean isUnmarked = event instanceof Progressed now
                && now.mark().lack() != Lack.NOTHING
                && now.mark().commit() != 0
                && now.isSettled();
        return isUnmarked ? stay(new MarkWhole(), new Commit()) : stay();
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.empty();
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
