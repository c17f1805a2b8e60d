package dev.footfall.queryapi.states;

import java.util.Map;
import java.util.Optional;

/**
 * A state to count beside the others.
 *
 * @param rules empty for those of the state that answers
 * @param settings win over the rules
 * @param acceptsLoss counts also a log whose first records are gone, and that has not sealed their days
 */
public record StateRequest(
        String name,
        Optional<String> rules,
        Map<String, String> lists,
        Map<String, String> settings,
        boolean acceptsLoss) {
    public StateRequest {
        lists = Map.copyOf(lists);
        settings = Map.copyOf(settings);
    }
}
