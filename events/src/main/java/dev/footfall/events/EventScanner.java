package dev.footfall.events;

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
    /** No larger record is plain: the careful reader refuses names of 50,000 characters, and this one need not count. */
    private static final int MOST_BYTES = 32 << 10;

    private static final List<String> METHODS = List.of("GET", "POST", "HEAD");
    private static final Optional<Via> HTTP = Optional.of(Via.HTTP);

    /** So many of a record's fields are expected where they were in the record before. */
    private static final int MOST_FIELDS = 24;

    private final JsonCursor json = new JsonCursor();
    private final Span[] spans = new Span[ScannedField.COUNT];
    private final ScannedField[] before = new ScannedField[MOST_FIELDS];
    private int fieldsSeen;
    private long status;
    private long bytes;
    private long rangeStart;

    /** A scanner. */
    public EventScanner() {
        Arrays.setAll(spans, i -> new Span());
        Arrays.fill(before, ScannedField.UNKNOWN);
    }

    /** Where a string's characters stand. */
    private static final class Span {
        private int from;
        private int length;
    }

    /**
     * What counting needs of a record, if the record is a plain one.
     *
     * @param value the record's value
     * @param key the record's key, which is the repository's
     * @param nowMillis the record's log time
     */
    public Optional<Observation> scan(byte[] value, byte[] key, long nowMillis) {
        if (value.length > MOST_BYTES) return Optional.empty();
        json.start(value);
        fieldsSeen = 0;
        if (!readFields() || !json.isAtEnd()) return Optional.empty();
        return observation(value, key, nowMillis);
    }

    private boolean readFields() {
        if (!json.take('{')) return false;
        int place = 0;
        do {
            if (!readField(nextField(place))) return false;
            place++;
        } while (json.take(','));
        return json.take('}');
    }

    /** The field whose name comes next, first of all the one that stood there in the record before. */
    private @Nullable ScannedField nextField(int place) {
        ScannedField expected = place < MOST_FIELDS ? before[place] : ScannedField.UNKNOWN;
        if (expected != ScannedField.UNKNOWN && json.takeName(expected.needle())) return expected;
        if (!json.string()) return null;
        ScannedField field = ScannedField.of(json.bytes(), json.from(), json.length());
        if (place < MOST_FIELDS) before[place] = field;
        return json.take(':') ? field : null;
    }

    private boolean readField(@Nullable ScannedField field) {
        if (field == null) return false;
        if (field == ScannedField.UNKNOWN) return json.skipFlatValue();
        if (json.takeNull()) return !isSeen(field);
        if (isSeen(field)) return false;
        fieldsSeen |= field.bit();
        if (field.isNumber()) return readNumber(field);
        if (!json.string() || json.length() > field.most()) return false;
        Span span = spans[field.index()];
        span.from = json.from();
        span.length = json.length();
        return true;
    }

    private boolean readNumber(ScannedField field) {
        if (!json.number()) return false;
        if (field == ScannedField.STATUS) status = json.value();
        if (field == ScannedField.BYTES) bytes = json.value();
        if (field == ScannedField.RANGE_START) rangeStart = json.value();
        return true;
    }

    private Optional<Observation> observation(byte[] value, byte[] key, long nowMillis) {
        boolean isComplete = (fieldsSeen & ScannedField.REQUIRED) == ScannedField.REQUIRED
                && (isSeen(ScannedField.USER) || isSeen(ScannedField.VISITOR))
                && (status >= 100 && status <= 599)
                && spans[ScannedField.ID.index()].length > 0;
        if (!isComplete || !isRepository(value, key)) return Optional.empty();
        String method = method(value);
        Span time = spans[ScannedField.TIME.index()];
        long timeMillis = Rfc3339.parse(value, time.from, time.length);
        boolean isTime = timeMillis >= 0 && timeMillis <= nowMillis + EventCodec.MAX_AHEAD_MILLIS;
        Optional<Via> via = via(value);
        Optional<byte[]> visitor = visitor(value);
        if (method.isEmpty() || !isTime || via.isEmpty() || visitor.isEmpty()) return Optional.empty();

        Span id = spans[ScannedField.ID.index()];
        var request = new DownloadEvent.Request(
                via.get(),
                method,
                (int) status,
                isSeen(ScannedField.BYTES) ? bytes : 0,
                isSeen(ScannedField.RANGE_START) ? Long.valueOf(rangeStart) : null);
        return Optional.of(new Observation(
                key, visitor.get(), timeMillis, Fingerprint.of(value, id.from, id.length, timeMillis), request));
    }

    private Optional<Via> via(byte[] value) {
        if (!isSeen(ScannedField.VIA)) return HTTP;
        Span via = spans[ScannedField.VIA.index()];
        return Via.ofLabel(value, via.from, via.length);
    }

    /** Whether type and name are those of the key, and the key is a repository's. */
    private boolean isRepository(byte[] value, byte[] key) {
        Span type = spans[ScannedField.REPO_TYPE.index()];
        Span name = spans[ScannedField.REPO.index()];
        return key.length == type.length + 1 + name.length
                && key[type.length] == '/'
                && Arrays.equals(key, 0, type.length, value, type.from, type.from + type.length)
                && Arrays.equals(key, type.length + 1, key.length, value, name.from, name.from + name.length)
                && RepoId.isKey(key);
    }

    private String method(byte[] value) {
        Span span = spans[ScannedField.METHOD.index()];
        for (String method : METHODS) {
            if (Text.isAscii(method, value, span.from, span.length)) return method;
        }
        return "";
    }

    private Optional<byte[]> visitor(byte[] value) {
        Span visitor = spans[ScannedField.VISITOR.index()];
        if (!isSeen(ScannedField.USER)) return Observation.anonymous(value, visitor.from, visitor.length);
        Span user = spans[ScannedField.USER.index()];
        return user.length == 0 ? Optional.empty() : Optional.of(Observation.user(value, user.from, user.length));
    }

    private boolean isSeen(ScannedField field) {
        return (fieldsSeen & field.bit()) != 0;
    }
}
