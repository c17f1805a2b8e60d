package dev.footfall.operations.states;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.queryapi.route.LocalNode;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.rules.file.RuleFile;

/** {@code exactName}: by which nodes ask each other. */
public record OpenState(
        String exactName,
        CountedState state,
        RuleFile rules,
        LocalNode node,
        Aggregator aggregator,
        AggregatorConfig config) {
    StateView view() {
        return new StateView(state, rules, config);
    }
}
