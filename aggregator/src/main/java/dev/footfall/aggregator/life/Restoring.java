package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.OpenStore;
import dev.footfall.aggregator.life.LifeAction.PauseInputs;
import dev.footfall.aggregator.life.LifeAction.Warn;
import dev.footfall.aggregator.life.LifeEvent.StoreEmptied;
import dev.footfall.aggregator.life.LifeEvent.StoreTorn;
import dev.footfall.aggregator.life.LifeEvent.StoreWhole;
import java.util.Optional;

/** The store is not open here, or is being restored. */
record Restoring() implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        if (event instanceof StoreEmptied) return LifeStep.to(new Emptied(), new PauseInputs());
        if (event instanceof StoreWhole) return LifeStep.to(new OpeningStore(), new OpenStore());
        if (!(event instanceof StoreTorn torn)) return stay();
        if (torn.loss().isPresent()) {
            Uncountable refused = Uncountable.of(torn.loss().get(), torn.fault());
            return LifeStep.to(refused, new PauseInputs(), new Warn(refused.sentence()));
        }
        var erasing = new Erasing(torn.fault(), false);
        return LifeStep.to(erasing, new PauseInputs(), new Warn(erasing.sentence()));
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of("is being restored");
    }

    @Override
    public boolean isReading() {
        return false;
    }
}
