package dev.footfall.rules.clients;

import java.util.List;

/**
 * The class of one client, and the pattern that decided. One instance for each pattern, so that matching allocates none.
 *
 * @param rank the place of the pattern among all patterns of all rules, from 0: the least one wins
 */
public record ClientMatch(int rank, int number, ClientRule rule, ClientPattern pattern) {
    static final ClientMatch NONE = new ClientMatch(
            Integer.MAX_VALUE,
            0,
            new ClientRule(0, "", List.of()),
            new ClientPattern(PatternForm.AGENT_EQUALS, "", ClientClass.UNKNOWN));

    public ClientClass type() {
        return pattern.type();
    }

    ClientMatch orEarlier(ClientMatch other) {
        return other.rank < rank ? other : this;
    }

    /** The rule and the pattern in words, such as {@code rule 3, line 41: agent-prefix 'curl/'}. */
    @Override
    public String toString() {
        if (rank == NONE.rank) return "no rule";
        String list = rule.isList() ? "list " + rule.list() + ", " : "";
        return "rule " + number + ", line " + rule.line() + ": " + list + pattern;
    }
}
