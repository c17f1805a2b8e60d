package dev.footfall.queryapi.states;

import dev.footfall.aggregator.partition.RuleSet;
import dev.footfall.queryapi.route.StateReader;

/**
 * A state of the log.
 *
 * @param name {@value #MAIN}, or the name that it was given
 * @param rules the rules that it is counted by
 * @param reader the way to ask it
 */
public record CountedState(String name, RuleSet rules, StateReader reader) {
    /** The state that is counted by the rules of the settings. */
    public static final String MAIN = "main";
}
