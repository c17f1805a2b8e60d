package dev.footfall.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The names of users and their ids, about 170 bytes a pair. Changed by one thread at a time, read by any. */
public final class UserNames {
    public static final List<String> FIELDS = List.of("user");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

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

    /** More than one where an end of the log was lost once; a look at all names. */
    public List<UserId> idsOf(String name) {
        return names.entrySet().stream()
                .filter(one -> one.getValue().equals(name))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Reads the value of a record of {@link TopicSpec#USERS}: the name for which its id stands until the user is erased. */
    public static Parsed<String> decode(byte[] value) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        String name = fields.required("user");
        if (!VisitorId.isName(name)) {
            fields.fail("user", "must be 1 to " + VisitorId.MAX_USER_LENGTH + " characters of a name");
        }
        return fields.verdict(() -> name);
    }

    public static byte[] toJson(String name) {
        return new JsonBytes().field("user", name).toObject();
    }
}
