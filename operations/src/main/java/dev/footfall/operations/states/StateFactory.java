package dev.footfall.operations.states;

import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.rules.file.RuleFile;
import java.util.function.Consumer;

public interface StateFactory {
    AggregatorConfig config(String name, RuleFile rules, String format);

    OpenState open(AggregatorConfig config, RuleFile rules, Consumer<String> onFailure);

    /** One that is not opened in this process, and answers nothing for that reason. */
    StateView unopened(AggregatorConfig config, RuleFile rules, OpenState own, String why);
}
