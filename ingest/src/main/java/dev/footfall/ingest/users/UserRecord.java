package dev.footfall.ingest.users;

import dev.footfall.events.UserId;
import java.util.Optional;

/**
 * A record of the log of users' names.
 *
 * @param id the id that it is about
 * @param name the name for which the id stands from then on; empty when it is erased
 */
public record UserRecord(UserId id, Optional<String> name) {
    static UserRecord of(UserId id, String name) {
        return new UserRecord(id, Optional.of(name));
    }

    /** The end of an id's name. */
    static UserRecord erased(UserId id) {
        return new UserRecord(id, Optional.empty());
    }

    /** The id alone. */
    @Override
    public String toString() {
        return "UserRecord[id=" + id.hex() + "]";
    }
}
