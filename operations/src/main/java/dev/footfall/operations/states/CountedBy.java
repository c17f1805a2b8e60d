package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.RuleSet;

/**
 * Rules and format: those of a node must be those of a state so that the node counts it.
 *
 * @param digest of the rules
 * @param format of the stores, as of {@link RuleSet#format}
 */
public record CountedBy(String digest, String format) {
    public static CountedBy of(RuleSet rules) {
        return new CountedBy(rules.digest(), rules.format());
    }
}
