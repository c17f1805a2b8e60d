package dev.footfall.queryapi.states;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.queryapi.route.StateReader;

/** {@code name} is {@value #MAIN}, or the name that it was given. */
public record CountedState(String name, RuleSet rules, StateReader reader) {
    public static final String MAIN = "main";
}
