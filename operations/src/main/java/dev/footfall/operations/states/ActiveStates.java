package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.StateId;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The states decided on: the one that answers, and all that are counted.
 *
 * @param by rules and formats of states, by their names, as far as they are known: of the main state only where there are others
 */
public record ActiveStates(String answering, Set<String> counted, Map<String, CountedBy> by) {
    public ActiveStates {
        counted = Set.copyOf(counted);
        by = Map.copyOf(by);
    }

    /**
     * The name of the state that a node of these rules and this format counts for itself: of those counted by them the main one, else
     * the one that answers. Without one, it is the main state, whether it is counted by them or refuses them.
     */
    public String own(CountedBy node) {
        if (isBy(StateId.MAIN, node)) return StateId.MAIN;
        if (isBy(answering, node)) return answering;
        boolean mayAnswer = by.containsKey(answering); // a node needs to know the rules of what it answers from
        return new TreeSet<>(counted)
                .stream()
                        .filter(name -> mayAnswer && isBy(name, node))
                        .findFirst()
                        .orElse(StateId.MAIN);
    }

    /** The same for a node that counts its state from the beginning: without one of its format, it is that of its rules. */
    public String rebuilt(CountedBy node) {
        if (by.containsValue(node)) return own(node);
        return Stream.concat(
                        Stream.of(StateId.MAIN, answering), counted.stream().sorted())
                .filter(name -> by.containsKey(name) && by.get(name).digest().equals(node.digest()))
                .findFirst()
                .orElse(StateId.MAIN);
    }

    /** Empty where it is the main state, and not noted. */
    public Optional<String> formatOf(String name) {
        return Optional.ofNullable(by.get(name)).map(CountedBy::format);
    }

    private boolean isBy(String name, CountedBy node) {
        return node.equals(by.get(name));
    }
}
