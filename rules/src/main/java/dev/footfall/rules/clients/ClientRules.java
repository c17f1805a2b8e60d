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
}
