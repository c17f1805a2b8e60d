package dev.footfall.proofs.guarantees;

import java.util.Optional;
import java.util.Set;

/**
 * An answer names the rules that it was counted by, and is as a whole from a state of those. Its numbers are then held to
 * what these rules make of the log: of a mixture, those of the other state are wrong.
 */
public final class MixesNoStates {
    /**
     * The fault of an answer, in words; empty when there is none.
     *
     * @param about the answer, in words
     * @param named the rules that it names
     * @param counted the rules of all states that are counted
     */
    public Optional<String> check(String about, Optional<String> named, Set<String> counted) {
        if (named.isEmpty()) return Optional.of(about + " names no rules");
        if (counted.contains(named.get())) return Optional.empty();
        return Optional.of(about + " names " + named.get() + ", but those are counted by: " + counted);
    }
}
