package dev.footfall.aggregator.life;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.EraseSome;
import dev.footfall.aggregator.life.LifeAction.RestoreAgain;
import dev.footfall.aggregator.life.LifeEvent.Erased;
import dev.footfall.aggregator.life.LifeEvent.Ticked;
import java.util.Optional;

/**
 * The store is not of one commit: it is emptied, in steps of a commit each, and counted again. What was restored may be less
 * than its changelog has, where that was still being written; so an emptied store is restored once more, up to the
 * mark that says so, and nothing is counted before that is empty as well.
 */
record Erasing(String fault, boolean isEmptied) implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        if (event instanceof Erased) return LifeStep.to(new Erasing(fault, true));
        if (!(event instanceof Ticked now)) return stay();
        if (!isEmptied) return stay(new EraseSome(), new Commit());
        return now.hasChanges() ? stay(new Commit()) : LifeStep.to(PartitionLife.start(), new RestoreAgain());
    }

    String sentence() {
        return Recounting.WHY + ": " + fault;
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(sentence());
    }

    @Override
    public boolean isReading() {
        return false;
    }

    @Override
    public CommitMark opened(CommitMark last) {
        return last.erasing();
    }
}
