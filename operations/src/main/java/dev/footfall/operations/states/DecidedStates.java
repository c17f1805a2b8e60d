package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.queryapi.states.Correction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The sum of all decisions about states.
 *
 * @param rules the counted states whose rules are decided; those of {@code main} are noted with the first state beside it
 * @param corrections newest first
 */
record DecidedStates(Map<String, StateRules> rules, List<Correction> corrections) {
    static final DecidedStates NONE = new DecidedStates(Map.of(), List.of());

    DecidedStates {
        rules = Map.copyOf(rules);
        corrections = List.copyOf(corrections);
    }

    DecidedStates after(Decision decision) {
        var changed = new TreeMap<>(rules);
        if (decision instanceof Decision.Count count) changed.put(count.name(), count.rules());
        if (decision instanceof Decision.Drop drop) changed.remove(drop.name());
        if (!(decision instanceof Decision.Promote promote)) return new DecidedStates(changed, corrections);
        var all = new ArrayList<Correction>(List.of(promote.correction()));
        all.addAll(corrections);
        return new DecidedStates(rules, all);
    }

    String answering() {
        return corrections.stream().findFirst().map(last -> last.to().state()).orElse(StateId.MAIN);
    }

    /** The main one is counted unless another answers and its rules are not noted any more: then it was dropped. */
    Set<String> counted() {
        var names = new TreeSet<>(rules.keySet());
        names.add(answering());
        return names;
    }

    Optional<StateRules> rulesOf(String state) {
        return Optional.ofNullable(rules.get(state));
    }

    ActiveStates active() {
        Map<String, CountedBy> by = new HashMap<>();
        rules.forEach((name, text) -> text.by().ifPresent(known -> by.put(name, known)));
        return new ActiveStates(answering(), counted(), by);
    }
}
