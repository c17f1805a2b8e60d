package dev.footfall.aggregator.life;

import dev.footfall.aggregator.life.LifeEvent.LogReplaced;
import dev.footfall.aggregator.life.LifeEvent.PlaceFound;
import dev.footfall.aggregator.life.LifeEvent.RecordRead;
import java.util.Optional;

/**
 * The leader of the log has been asked, by the epoch of the last record that was counted, whether its log is still the same.
 *
 * @param group the offset up to which the group has read
 */
record Checking(long group) implements PartitionLife {
    static final String WHY = "is finding its position in the log and reading its likes";

    @Override
    public LifeStep after(LifeEvent event) {
        boolean isTold = event instanceof PlaceFound || event instanceof RecordRead || event instanceof LogReplaced;
        return isTold ? new CatchingUp(group, Long.MAX_VALUE).after(event) : stay();
    }

    @Override
    public Optional<String> whyMute() {
        return Optional.of(WHY);
    }

    @Override
    public boolean isReading() {
        return true;
    }
}
