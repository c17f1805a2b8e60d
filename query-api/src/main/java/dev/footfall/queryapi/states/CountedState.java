package dev.footfall.queryapi.states;

import dev.footfall.queryapi.route.StateReader;
import dev.footfall.rules.AppliedRules;

/** {@code name} is {@value #MAIN}, or the name that it was given. */
public record CountedState(String name, AppliedRules rules, StateReader reader) {
    public static final String MAIN = "main";
}
