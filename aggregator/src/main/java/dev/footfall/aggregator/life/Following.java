package dev.footfall.aggregator.life;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.CommitMark.Lack;
import dev.footfall.aggregator.life.LifeEvent.CopyRead;
import java.util.Optional;

/** The store is a copy, filled from the changelog of the node that counts it. It answers as far as its mark says. */
record Following(Optional<String> whyMute) implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        return event instanceof CopyRead copy ? LifeStep.to(new Following(whyMute(copy))) : stay();
    }

    private static Optional<String> whyMute(CopyRead copy) {
        CommitMark mark = copy.mark();
        if (mark.isRecount()) return Optional.of(Recounting.WHY);
        if (copy.isByOtherRules()) return Optional.of("is counted by other rules on another node");
        boolean lacksNothing = mark.commit() == 0 ? copy.lagRecords() == 0 : mark.lack() == Lack.NOTHING;
        return lacksNothing && copy.isNearEnd() ? Optional.empty() : Optional.of("is still being copied to this node");
    }

    @Override
    public boolean isReading() {
        return false;
    }
}
