package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeAction.Commit;
import dev.footfall.aggregator.life.LifeAction.LoadSealedDays;
import dev.footfall.aggregator.life.LifeAction.StartReading;
import dev.footfall.aggregator.life.LifeEvent.SealedDaysLoaded;
import dev.footfall.aggregator.life.LifeEvent.Ticked;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The log begins later than the counting: sealed days, which have what came before, are loaded first.
 *
 * @param end the end of the log when that began, if it was known
 */
record LoadingSealedDays(boolean isRecount, OptionalLong end) implements PartitionLife {
    @Override
    public LifeStep after(LifeEvent event) {
        if (event instanceof Ticked) return stay(new LoadSealedDays(), new Commit());
        if (!(event instanceof SealedDaysLoaded)) return stay();
        return isRecount
                ? LifeStep.to(Recounting.upTo(end), new StartReading())
                : LifeStep.to(new Checking(0), new StartReading());
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(isRecount ? Recounting.WHY : Checking.WHY);
    }

    @Override
    public boolean isReading() {
        return false;
    }
}
