package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.MarkBehind;
import dev.footfall.aggregator.life.LifeAction.MarkRecount;
import dev.footfall.aggregator.life.LifeAction.PauseInputs;
import dev.footfall.aggregator.life.LifeAction.StartReading;
import dev.footfall.aggregator.life.LifeAction.Warn;
import dev.footfall.aggregator.life.LifeEvent.Opened;
import java.util.Optional;

/** The store is of one commit; the counters are being made of it. */
record OpeningStore() implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        if (!(event instanceof Opened opened)) return stay();
        if (opened.needsSealedDays()) return needingSealedDays(opened);
        if (opened.mark().isRecount()) return LifeStep.to(Recounting.upTo(opened.end()), new StartReading());
        var checking = new Checking(opened.group());
        boolean isKnown = opened.group() <= opened.next()
                || opened.group() == opened.mark().group();
        return isKnown
                ? LifeStep.to(checking, new StartReading())
                : LifeStep.to(checking, new StartReading(), new MarkBehind(opened.group()));
    }

    /** A group that has read further than sealed days, which are yet to be loaded, shows that this state had more. */
    private static LifeStep needingSealedDays(Opened opened) {
        if (opened.mark().isRecount()) return LifeStep.to(new LoadingSealedDays(true, opened.end()), new PauseInputs());
        if (opened.group() == 0) return LifeStep.to(new LoadingSealedDays(false, opened.end()), new PauseInputs());
        var behind = new Warn(Recounting.reason(opened.next(), opened.group()));
        return LifeStep.to(new LoadingSealedDays(true, opened.end()), new PauseInputs(), behind, new MarkRecount());
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(Checking.WHY);
    }

    @Override
    public boolean isReading() {
        return false;
    }
}
