package dev.footfall.events;

import static dev.footfall.events.PlainJson.NONE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads what counting needs straight from a record's bytes. It knows the schema's fields in any order, skips flat fields
 * that it does not know, and speaks only where it is certain: whatever is unusual (an escape, a letter beyond ASCII, a
 * nested value, a repeated field, a number with a point, anything that is wrong) it leaves to {@link EventCodec}, whose
 * verdict is the only one. Not thread-safe; used again for each record.
 */
public final class EventScanner {
    /**
     * No larger record is plain: the careful reader refuses names of 50,000 characters, and this one need not count.
     */
    private static final int MOST_BYTES = 32 << 10;

    private static final List<String> METHODS = List.of("GET", "POST", "HEAD");
    private static final Optional<Via> HTTP = Optional.of(Via.HTTP);

    private final ScannedFields fields = new ScannedFields();
    private final Timestamps timestamps = new Timestamps();

    /**
     * The observation in a record, if the record is a plain one.
     *
     * @param value the record's value
     * @param key the record's key, which is the repository's
     * @param nowMillis the record's log time
     */
    public Optional<Observation> scan(byte[] value, byte[] key, long nowMillis) {
        return value.length <= MOST_BYTES && isPlain(value) ? observation(value, key, nowMillis) : Optional.empty();
    }

    private boolean isPlain(byte[] json) {
        int end = fields.scan(json, 0);
        return end != NONE && PlainJson.afterSpace(json, end) == json.length;
    }

    private Optional<Observation> observation(byte[] value, byte[] key, long nowMillis) {
        if (!isComplete() || !isRepository(value, key) || !isNetwork(value)) return Optional.empty();
        String method = method(value);
        long status = fields.number(value, ScannedField.STATUS);
        boolean isStatus = status >= 100 && status <= 599;
        long timeMillis = timestamps.parse(value, start(ScannedField.TIME), length(ScannedField.TIME));
        boolean isTime = timeMillis >= 0 && timeMillis <= nowMillis + EventCodec.MAX_AHEAD_MILLIS;
        Optional<Via> via = via(value);
        Optional<byte[]> visitor = visitor(value);
        if (method.isEmpty() || !isStatus || !isTime || via.isEmpty() || visitor.isEmpty()) return Optional.empty();

        var request = new DownloadEvent.Request(
                via.get(),
                method,
                (int) status,
                fields.has(ScannedField.BYTES) ? fields.number(value, ScannedField.BYTES) : 0,
                number(value, ScannedField.RANGE_START),
                number(value, ScannedField.SIZE));
        return Optional.of(new Observation(
                key,
                visitor.get(),
                timeMillis,
                Fingerprint.of(value, start(ScannedField.ID), length(ScannedField.ID), timeMillis),
                request,
                origin(value)));
    }

    private int start(ScannedField field) {
        return fields.start(field);
    }

    private int length(ScannedField field) {
        return fields.length(field);
    }

    private @Nullable Long number(byte[] value, ScannedField field) {
        return fields.has(field) ? Long.valueOf(fields.number(value, field)) : null;
    }

    private boolean isComplete() {
        return fields.hasAll(ScannedField.REQUIRED)
                && (fields.has(ScannedField.USER_ID)
                        || fields.has(ScannedField.USER)
                        || fields.has(ScannedField.VISITOR))
                && length(ScannedField.ID) > 0;
    }

    private Observation.Origin origin(byte[] value) {
        return new Observation.Origin(
                value,
                span(ScannedField.USER_AGENT),
                span(ScannedField.SOURCE),
                span(ScannedField.PATH),
                span(ScannedField.NETWORK));
    }

    private long span(ScannedField field) {
        return fields.has(field) ? Observation.Origin.span(start(field), length(field)) : 0;
    }

    private boolean isNetwork(byte[] value) {
        return !fields.has(ScannedField.NETWORK)
                || NetworkName.isValid(value, start(ScannedField.NETWORK), length(ScannedField.NETWORK));
    }

    private Optional<Via> via(byte[] value) {
        return fields.has(ScannedField.VIA)
                ? Via.ofLabel(value, start(ScannedField.VIA), length(ScannedField.VIA))
                : HTTP;
    }

    /** True if type and name are those of the key, and the key is a repository's. */
    private boolean isRepository(byte[] value, byte[] key) {
        int type = start(ScannedField.REPO_TYPE);
        int typeLength = length(ScannedField.REPO_TYPE);
        int name = start(ScannedField.REPO);
        return key.length == typeLength + 1 + length(ScannedField.REPO)
                && key[typeLength] == '/'
                && Arrays.equals(key, 0, typeLength, value, type, type + typeLength)
                && Arrays.equals(key, typeLength + 1, key.length, value, name, name + length(ScannedField.REPO))
                && RepoId.isKey(key, typeLength);
    }

    private String method(byte[] value) {
        for (String method : METHODS) {
            if (Text.isAscii(method, value, start(ScannedField.METHOD), length(ScannedField.METHOD))) return method;
        }
        return "";
    }

    private Optional<byte[]> visitor(byte[] value) {
        if (fields.has(ScannedField.USER_ID)) return userById(value);
        if (fields.has(ScannedField.USER)) return userByName(value);
        return Observation.anonymous(value, start(ScannedField.VISITOR), length(ScannedField.VISITOR));
    }

    private Optional<byte[]> userById(byte[] value) {
        return UserId.marked(value, start(ScannedField.USER_ID), length(ScannedField.USER_ID))
                .map(user -> Observation.user(user, 0, user.length));
    }

    private Optional<byte[]> userByName(byte[] value) {
        int user = start(ScannedField.USER);
        int length = length(ScannedField.USER);
        boolean isName = length > 0 && !UserId.mayStand(value, user, length);
        return isName ? Optional.of(Observation.user(value, user, length)) : Optional.empty();
    }
}
