package dev.footfall.events;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
