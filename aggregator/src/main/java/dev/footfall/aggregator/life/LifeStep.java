package dev.footfall.aggregator.life;

import java.util.List;

/** A phase, and what is to be done on the way to it, in this order. */
public record LifeStep(PartitionLife life, List<LifeAction> actions) {
    public LifeStep {
        actions = List.copyOf(actions);
    }

    static LifeStep to(PartitionLife life, LifeAction... actions) {
        return new LifeStep(life, List.of(actions));
    }
}
