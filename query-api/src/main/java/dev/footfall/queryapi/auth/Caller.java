package dev.footfall.queryapi.auth;

import java.util.Optional;
import java.util.Set;

/** The caller of a request. {@code user}: the user's id; empty for an anonymous caller. */
public record Caller(Optional<String> user, Set<String> organisations, boolean admin) {
    public static final Caller ANONYMOUS = new Caller(Optional.empty(), Set.of(), false);

    public Caller {
        organisations = Set.copyOf(organisations);
    }

    public boolean owns(String namespace) {
        return admin || user.filter(namespace::equals).isPresent() || organisations.contains(namespace);
    }
}
