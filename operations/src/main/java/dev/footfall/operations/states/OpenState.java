package dev.footfall.operations.states;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.queryapi.route.LocalNode;
import dev.footfall.queryapi.states.States.CountedState;
import dev.footfall.rules.file.RuleFile;

public record OpenState(
        CountedState state, RuleFile rules, LocalNode node, Aggregator aggregator, AggregatorConfig config)
        implements AutoCloseable {
    @Override
    public void close() {
        aggregator.close();
    }
}
