package dev.footfall.operations.states;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.states.CountedState;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The states decided on: the one that answers, and all that are counted, including the main one. */
public record ActiveStates(String answering, Set<String> counted) {
    public ActiveStates {
        counted = Set.copyOf(counted);
    }

    public static ActiveStates read(Map<String, String> kafka, Topics topics) {
        var counted = new TreeSet<>(Set.of(CountedState.MAIN));
        var answering = new String[] {CountedState.MAIN};
        boolean exists = new TopicAdmin(kafka, topics).existing().containsKey(topics.name(TopicSpec.STATES));
        if (!exists) return new ActiveStates(answering[0], counted);
        try (var log = new DecisionLog(kafka, topics)) {
            log.read(decision -> {
                if (decision instanceof Decision.Count count) counted.add(count.name());
                if (decision instanceof Decision.Drop drop) counted.remove(drop.name());
                if (decision instanceof Decision.Promote promote) {
                    answering[0] = promote.correction().to().state();
                }
            });
        }
        return new ActiveStates(answering[0], counted);
    }
}
