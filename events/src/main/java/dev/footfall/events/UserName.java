package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The name of the user for whom an id stands, as {@link TopicSpec#USERS} has it until the user is erased.
 *
 * @param id the id, which is the record's key
 * @param name the name
 */
public record UserName(UserId id, String name) {
    /** The names of its fields, in the order in which a fault is reported. */
    public static final List<String> FIELDS = List.of("user");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    public UserName {
        if (!VisitorId.isName(name)) throw new IllegalArgumentException("not a user's name");
    }

    /** Reads the value of a record with this id as its key. */
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

    /** The id of a record with this key; empty if it is none. */
    public static Optional<UserId> idOf(byte[] recordKey) {
        return UserId.ofHex(new String(recordKey, StandardCharsets.ISO_8859_1));
    }

    /** The name as UTF-8 JSON; {@link #decode} reads it back. */
    public byte[] toJson() {
        return new JsonBytes().field("user", name).toObject();
    }

    @Override
    public String toString() {
        return "UserName[id=" + id.hex() + "]";
    }
}
