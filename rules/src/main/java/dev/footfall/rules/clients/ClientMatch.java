package dev.footfall.rules.clients;

import dev.footfall.rules.clients.ClientRules.ClientRule;
import org.jspecify.annotations.Nullable;

/**
 * The class of one client, and the pattern that decided. One instance for each pattern, so that matching allocates none.
 *
 * @param rank the place of the pattern among all patterns of all rules, from 0: the least one wins
 */
public record ClientMatch(
        int rank,
        int number,
        @Nullable ClientRule rule,
        @Nullable ClientPattern pattern) {
    static final ClientMatch NONE = new ClientMatch(Integer.MAX_VALUE, 0, null, null);

    /** The class; {@link ClientClass#UNKNOWN} where no rule matches. */
    public ClientClass type() {
        return pattern == null ? ClientClass.UNKNOWN : pattern.type();
    }

    ClientMatch orEarlier(ClientMatch other) {
        return other.rank < rank ? other : this;
    }

    /** The rule and the pattern in words, such as {@code rule 3, line 41: agent-prefix 'curl/'}. */
    @Override
    public String toString() {
        if (rule == null || pattern == null) return "no rule";
        String list = rule.isList() ? "list " + rule.list() + ", " : "";
        return "rule " + number + ", line " + rule.line() + ": " + list + pattern;
    }
}
