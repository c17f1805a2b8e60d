package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.MarkErased;
import dev.footfall.aggregator.life.LifeAction.OpenStore;
import dev.footfall.aggregator.life.LifeEvent.Ticked;
import java.util.Optional;

/** The store was emptied for a recount, and its changelog has nothing more. */
record Emptied() implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        return event instanceof Ticked
                ? LifeStep.to(new OpeningStore(), new MarkErased(), new OpenStore(), new Commit())
                : stay();
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(Recounting.WHY);
    }

    @Override
    public boolean isReading() {
        return false;
    }
}
