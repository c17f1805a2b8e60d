package dev.footfall.rules.clients;

import java.util.List;

/**
 * One of the ordered rules: it matches a client that any of its patterns matches, and the first of those gives the class.
 *
 * @param line the line on which it begins in its file, from 1
 * @param list the name of the list that the patterns come from; "" for patterns of its own
 */
public record ClientRule(int line, String list, List<ClientPattern> patterns) {
    public ClientRule {
        patterns = List.copyOf(patterns);
    }

    public boolean isList() {
        return !list.isEmpty();
    }
}
