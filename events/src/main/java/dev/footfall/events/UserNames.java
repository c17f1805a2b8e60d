package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The names of users and their ids, about 170 bytes a pair. Changed by one thread at a time, read by any. */
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

    /** The name of the user for whom an id stands, as {@link TopicSpec#USERS} has it until the user is erased. */
    public record UserName(UserId id, String name) {
        public static final List<String> FIELDS = List.of("user");

        private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

        public UserName {
            if (!VisitorId.isName(name)) throw new IllegalArgumentException("not a user's name");
        }

        public static Parsed<UserName> decode(UserId id, byte[] value) {
            JsonFields fields = JsonFields.of(value, KNOWN);
            String name = fields.required("user");
            if (!VisitorId.isName(name)) {
                fields.fail("user", "must be 1 to " + VisitorId.MAX_USER_LENGTH + " characters of a name");
            }
            return fields.verdict(() -> new UserName(id, name));
        }

        /** The key of the id's record: the last one holds, and one without a value erases the name. */
        public static byte[] recordKey(UserId id) {
            return id.hex().getBytes(StandardCharsets.US_ASCII);
        }

        public static Optional<UserId> idOf(byte[] recordKey) {
            return UserId.ofHex(new String(recordKey, StandardCharsets.ISO_8859_1));
        }

        public byte[] toJson() {
            return new JsonBytes().field("user", name).toObject();
        }

        @Override
        public String toString() {
            return "UserName[id=" + id.hex() + "]";
        }
    }
}
