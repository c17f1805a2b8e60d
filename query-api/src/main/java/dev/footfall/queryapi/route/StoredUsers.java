package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.events.UserId;
import dev.footfall.events.UserNames;
import dev.footfall.events.VisitorId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The users as they are stored, by name or by an id in its place, and the names by which they are asked for and shown. */
public record StoredUsers(UserNames names) {

    /** The name, and the id if there is one. Fails if it is an id in a name's place: nobody is asked for by that. */
    public List<String> of(String name) {
        if (!UserId.isName(name)) throw new IllegalArgumentException("not a user's name");
        return Stream.concat(Stream.of(name), names.idOf(name).map(UserId::user).stream())
                .toList();
    }

    /** Empty for one whose name was erased, or is not known yet. */
    public Optional<String> name(String stored) {
        Optional<UserId> id = UserId.ofUser(stored);
        return id.isEmpty() ? Optional.of(stored) : names.nameOf(id.get());
    }

    public Optional<String> name(RepositorySession session) {
        VisitorId visitor = session.visitor();
        return visitor.authenticated() ? name(visitor.value()) : Optional.empty();
    }
}
