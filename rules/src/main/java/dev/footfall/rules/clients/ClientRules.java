package dev.footfall.rules.clients;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rules about clients: which class each of them has, and which classes do not count. */
public final class ClientRules {
    public static final ClientRules NONE = new ClientRules(Set.of(), List.of());

    private final Set<ClientClass> excluded;
    private final List<ClientRule> rules;
    private final ClientClasses classes;

    public ClientRules(Set<ClientClass> excluded, List<ClientRule> rules) {
        Set<ClientClass> inOrder = EnumSet.noneOf(ClientClass.class);
        inOrder.addAll(excluded);
        this.excluded = Collections.unmodifiableSet(inOrder);
        this.rules = List.copyOf(rules);
        this.classes = ClientClasses.of(this.rules);
    }

    public Set<ClientClass> excluded() {
        return excluded;
    }

    public List<ClientRule> rules() {
        return rules;
    }

    public ClientClasses classes() {
        return classes;
    }

    public boolean counts(ClientClass type) {
        return !excluded.contains(type);
    }

    public boolean countAll() {
        return excluded.isEmpty();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ClientRules others && excluded.equals(others.excluded) && rules.equals(others.rules);
    }

    @Override
    public int hashCode() {
        return 31 * excluded.hashCode() + rules.hashCode();
    }

    @Override
    public String toString() {
        return "excluded " + excluded + ", rules " + rules;
    }

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
                new ClientPattern(ClientPattern.Form.AGENT_EQUALS, "", ClientClass.UNKNOWN));

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
}
