package dev.footfall.operations.states;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.rules.file.RuleFile;
import java.util.function.Consumer;

public interface StateFactory {
    AggregatorConfig config(String name, RuleFile rules);

    OpenState open(AggregatorConfig config, RuleFile rules, Consumer<String> onFailure);
}
