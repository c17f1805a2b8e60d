package dev.footfall.operations.states;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.queryapi.route.LocalNode;
import dev.footfall.queryapi.states.States.CountedState;
import dev.footfall.rules.file.RuleFile;

/**
 * A state that is counted here.
 *
 * @param state what is known of it everywhere
 * @param rules the rules as they were read
 * @param node this node's part of it
 * @param aggregator its counting
 * @param config how it is counted
 */
public record OpenState(
        CountedState state, RuleFile rules, LocalNode node, Aggregator aggregator, AggregatorConfig config)
        implements AutoCloseable {
    @Override
    public void close() {
        aggregator.close();
    }
}
