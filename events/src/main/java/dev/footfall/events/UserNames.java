package dev.footfall.events;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The names of users and their ids, about 170 bytes a pair. Changed by one thread at a time, read by any.
 *
 * <p>Invariant: a name's id is the first one in the log that claims the name and has no tombstone. Compaction keeps the order and
 * takes only claims with a tombstone, so all readers agree, whenever they read, and ingests need no turn to claim.
 */
public final class UserNames {
    public static final List<String> FIELDS = List.of("user");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    private final Map<UserId, String> names = new ConcurrentHashMap<>();
    private final Map<String, UserId> ids = new ConcurrentHashMap<>();

    /** By name: further ids that claim it, in the order of the log. Few: ingests that met a new user at the same time. */
    private final Map<String, Set<UserId>> laterClaims = new HashMap<>();

    /** Applies the next record of an id: its claim of a name, or its tombstone. */
    public void replay(UserId id, Optional<String> name) {
        String before = names.get(id);
        if (before != null && name.filter(before::equals).isPresent())
            return; // a claim that is read again keeps its place
        if (before != null) withdraw(id, before);
        name.ifPresent(claimed -> claim(id, claimed));
    }

    private void claim(UserId id, String name) {
        names.put(id, name);
        UserId first = ids.putIfAbsent(name, id);
        if (first != null)
            laterClaims.computeIfAbsent(name, any -> new LinkedHashSet<>()).add(id);
    }

    private void withdraw(UserId id, String name) {
        names.remove(id);
        Set<UserId> later = laterClaims.getOrDefault(name, new LinkedHashSet<>());
        if (!later.remove(id)) {
            Optional<UserId> next = later.stream().findFirst();
            next.ifPresentOrElse(heir -> ids.put(name, heir), () -> ids.remove(name));
            next.ifPresent(later::remove);
        }
        if (later.isEmpty()) laterClaims.remove(name);
    }

    /** The name for which this id stands; empty when it was erased, or is not known yet. */
    public Optional<String> nameOf(UserId id) {
        return Optional.ofNullable(names.get(id));
    }

    public Optional<UserId> idOf(String name) {
        return Optional.ofNullable(ids.get(name));
    }

    /** All ids that claim the name: more than one where ingests met the user at the same time. A look at all names. */
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
        if (!UserId.isName(name)) {
            fields.fail("user", "must be 1 to " + VisitorId.MAX_USER_LENGTH + " characters of a name");
        }
        return fields.verdict(() -> name);
    }

    public static byte[] toJson(String name) {
        return new JsonBytes().field("user", name).toObject();
    }
}
