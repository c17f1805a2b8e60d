package dev.footfall.operations.states;

import dev.footfall.queryapi.states.Correction;

/** A record of the log of decisions. */
sealed interface Decision {
    /** A state is counted, by these rules. */
    record Count(String name, StateRules rules) implements Decision {}

    /** A state is counted no more. */
    record Drop(String name) implements Decision {}

    /** Another state answers. */
    record Promote(Correction correction) implements Decision {}
}
