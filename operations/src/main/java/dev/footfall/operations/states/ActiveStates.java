package dev.footfall.operations.states;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.TopicAdmin;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The states decided on: the one that answers, and all that are counted.
 *
 * @param digests those of the rules of states, by their names, as far as they are known: of the main state only where there are
 *     others
 */
public record ActiveStates(String answering, Set<String> counted, Map<String, String> digests) {
    public ActiveStates {
        counted = Set.copyOf(counted);
        digests = Map.copyOf(digests);
    }

    public static ActiveStates read(Map<String, String> kafka, Topics topics) {
        boolean exists = new TopicAdmin(kafka, topics).existing().containsKey(topics.name(TopicSpec.STATES));
        if (!exists) return DecidedStates.NONE.active();
        try (var past = PastDecisions.read(kafka, topics)) {
            return past.states();
        }
    }

    /**
     * The name of the state that a node with rules of this digest counts for itself: of those counted by them the main one, else the
     * one that answers. Without one, it is the main state, whether it is counted by these rules or refuses them.
     */
    public String own(String digest) {
        if (isBy(StateId.MAIN, digest)) return StateId.MAIN;
        if (isBy(answering, digest)) return answering;
        boolean mayAnswer = digests.containsKey(answering); // a node needs to know the rules of what it answers from
        return new TreeSet<>(counted)
                .stream()
                        .filter(name -> mayAnswer && isBy(name, digest))
                        .findFirst()
                        .orElse(StateId.MAIN);
    }

    private boolean isBy(String name, String digest) {
        return digest.equals(digests.get(name));
    }
}
