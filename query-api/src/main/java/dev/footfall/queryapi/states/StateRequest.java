package dev.footfall.queryapi.states;

import java.util.Map;
import java.util.Optional;

/**
 * The wish for another state.
 *
 * @param name 1 to 32 of {@code a-z} and {@code 0-9}
 * @param rules the text of a file of rules; empty for those of the state that answers
 * @param lists the lists that the rules name, by the names that they have for them
 * @param settings the values of settings that win over the rules, by their keys
 */
public record StateRequest(
        String name, Optional<String> rules, Map<String, String> lists, Map<String, String> settings) {
    public StateRequest {
        lists = Map.copyOf(lists);
        settings = Map.copyOf(settings);
    }
}
