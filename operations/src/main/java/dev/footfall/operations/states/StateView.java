package dev.footfall.operations.states;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.rules.file.RuleFile;

/** A state as this node sees it, open here or not. */
public record StateView(CountedState state, RuleFile rules, AggregatorConfig config) {
    String name() {
        return state.name();
    }

    String format() {
        return config.state().rules().format();
    }
}
