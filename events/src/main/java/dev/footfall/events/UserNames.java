package dev.footfall.events;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of users and the ids that stand for them, one for each name, as the records of {@link TopicSpec#USERS} say. About 170
 * bytes for each. Changed by one thread at a time, read by any.
 */
public final class UserNames {
    private final Map<UserId, String> names = new ConcurrentHashMap<>();
    private final Map<String, UserId> ids = new ConcurrentHashMap<>();

    /** Takes note of the next record of an id: its name, or none from then on. */
    public void replay(UserId id, Optional<String> name) {
        String before = names.remove(id);
        if (before != null) ids.remove(before, id);
        name.ifPresent(known -> {
            names.put(id, known);
            ids.put(known, id);
        });
    }

    /** The name for which this id stands; empty when it was erased, or is not known yet. */
    public Optional<String> nameOf(UserId id) {
        return Optional.ofNullable(names.get(id));
    }

    public Optional<UserId> idOf(String name) {
        return Optional.ofNullable(ids.get(name));
    }
}
