package dev.footfall.operations.states;

import dev.footfall.queryapi.states.Correction;

sealed interface Decision {
    record Count(String name, StateRules rules) implements Decision {}

    record Drop(String name) implements Decision {}

    record Promote(Correction correction) implements Decision {}
}
