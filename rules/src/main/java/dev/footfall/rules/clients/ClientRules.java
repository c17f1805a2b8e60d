package dev.footfall.rules.clients;

import java.util.List;
import java.util.Set;

/**
 * The rules about clients: which class each of them has, and which classes do not count.
 *
 * @param excluded the classes whose events are excluded
 * @param rules the rules in their order; the first that matches gives the class
 */
public record ClientRules(Set<ClientClass> excluded, List<ClientRule> rules) {
    /** Every client is unknown and counts. */
    public static final ClientRules NONE = new ClientRules(Set.of(), List.of());

    public ClientRules {
        excluded = Set.copyOf(excluded);
        rules = List.copyOf(rules);
    }

    /** True if events of this class are counted. */
    public boolean counts(ClientClass type) {
        return !excluded.contains(type);
    }
}
