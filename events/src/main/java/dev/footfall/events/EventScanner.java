package dev.footfall.events;

import static dev.footfall.events.PlainJson.NONE;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Reads what counting needs straight from a record's bytes, fields in any order. It is certain or silent: whatever is
 * unusual (an escape, a nested value, a repeated field) or wrong it leaves to {@link EventCodec}. Not thread-safe.
 */
public final class EventScanner {
    /** Larger records are not plain: the careful reader refuses names of 50,000 characters; this one need not count. */
    private static final int MOST_BYTES = 32 << 10;

    private static final List<String> METHODS = List.of("GET", "POST", "HEAD");
    private static final Optional<Via> HTTP = Optional.of(Via.HTTP);

    /** The fields of a record that are expected where they were in the record before. */
    private static final int MOST_FIELDS = 24;

    /** By field: the start of a string's characters, and their number. */
    private final int[] starts = new int[ScannedField.COUNT];

    private final int[] lengths = new int[ScannedField.COUNT];
    private final ScannedField[] before = new ScannedField[MOST_FIELDS];
    private final Rfc3339 timestamps = new Rfc3339();
    private int fieldsSeen;
    private boolean hasUnknown;
    private long status;
    private long bytes;
    private long rangeStart;
    private long size;

    public EventScanner() {
        Arrays.fill(before, ScannedField.UNKNOWN);
    }

    /** The observation in a record, if the record is a plain one; its log time is {@code nowMillis}. */
    public Optional<Observation> scan(byte[] value, byte[] key, long nowMillis) {
        return value.length <= MOST_BYTES && isPlain(value) ? observation(value, key, nowMillis) : Optional.empty();
    }

    /** The observation in any valid record, plain or not. */
    public Optional<Observation> read(byte[] value, byte[] key, long nowMillis) {
        return scan(value, key, nowMillis)
                .or(() -> EventCodec.decode(value, nowMillis).value().map(Observation::of));
    }

    private boolean isPlain(byte[] json) {
        int end = afterObject(json, 0);
        return end != NONE && PlainJson.afterSpace(json, end) == json.length;
    }

    int afterObject(byte[] json, int from) {
        fieldsSeen = 0;
        hasUnknown = false;
        int end = PlainJson.after(json, from, '{');
        if (end == NONE) return NONE;
        int next = end;
        for (int place = 0; next != NONE; place++) {
            end = afterField(json, next, place);
            if (end == NONE) return NONE;
            next = PlainJson.after(json, end, ',');
        }
        return PlainJson.after(json, end, '}');
    }

    /** Takes the field that comes next: first of all the one that stood at this place in the record before. */
    private int afterField(byte[] json, int at, int place) {
        ScannedField expected = place < MOST_FIELDS ? before[place] : ScannedField.UNKNOWN;
        if (expected != ScannedField.UNKNOWN && expected.pattern().isAt(json, at)) {
            return afterValue(json, at + expected.pattern().length(), expected);
        }
        int name = PlainJson.after(json, at, '"');
        int end = name == NONE ? NONE : PlainJson.endOfString(json, name);
        int value = end == NONE ? NONE : PlainJson.after(json, end + 1, ':');
        if (value == NONE) return NONE;
        ScannedField field = ScannedField.of(json, name, end - name);
        if (place < MOST_FIELDS) before[place] = field;
        return afterValue(json, value, field);
    }

    private int afterValue(byte[] json, int from, ScannedField field) {
        int at = PlainJson.afterSpace(json, from);
        if (at == json.length || isSeen(field)) return NONE;
        if (field == ScannedField.UNKNOWN) {
            hasUnknown = true;
            return PlainJson.afterFlatValue(json, at);
        }
        if (json[at] == 'n') return PlainJson.afterWord(json, at, "null");
        fieldsSeen |= field.bit();
        return field.isNumber() ? afterNumber(json, at, field) : afterString(json, at, field);
    }

    private int afterString(byte[] json, int at, ScannedField field) {
        if (json[at] != '"') return NONE;
        int end = PlainJson.endOfString(json, at + 1);
        int length = end - at - 1;
        if (end == NONE || length > field.most()) return NONE;
        starts[field.index()] = at + 1;
        lengths[field.index()] = length;
        return end + 1;
    }

    private int afterNumber(byte[] json, int at, ScannedField field) {
        int end = PlainJson.afterNumber(json, at);
        if (end == NONE) return NONE;
        lengths[field.index()] = end - at;
        long value = PlainJson.number(json, at, end);
        if (field == ScannedField.STATUS) status = value;
        if (field == ScannedField.BYTES) bytes = value;
        if (field == ScannedField.RANGE_START) rangeStart = value;
        if (field == ScannedField.SIZE) size = value;
        return end;
    }

    private Optional<Observation> observation(byte[] value, byte[] key, long nowMillis) {
        if (!isComplete() || !isRepository(value, key) || !isPlace(value) || hasAgentSuffix(value))
            return Optional.empty();
        String method = method(value);
        int time = ScannedField.TIME.index();
        long timeMillis = timestamps.parse(value, starts[time], lengths[time]);
        boolean isTime = timeMillis >= 0 && timeMillis <= nowMillis + EventTime.MAX_AHEAD_MILLIS;
        Optional<Via> via = via(value);
        Optional<byte[]> visitor = visitor(value);
        if (method.isEmpty() || !isTime || via.isEmpty() || visitor.isEmpty()) return Optional.empty();

        int id = ScannedField.ID.index();
        var request = new FileRequest(
                via.get(),
                method,
                (int) status,
                isSeen(ScannedField.BYTES) ? bytes : 0,
                isSeen(ScannedField.RANGE_START) ? Long.valueOf(rangeStart) : null,
                isSeen(ScannedField.SIZE) ? Long.valueOf(size) : null);
        return Optional.of(new Observation(
                key,
                visitor.get(),
                timeMillis,
                Fingerprint.of(value, starts[id], lengths[id], timeMillis),
                request,
                origin(value)));
    }

    /** True if it has each required field and a visitor, with an id and a status that an event may have. */
    boolean isComplete() {
        return (fieldsSeen & ScannedField.REQUIRED) == ScannedField.REQUIRED
                && (isSeen(ScannedField.USER_ID) || isSeen(ScannedField.USER) || isSeen(ScannedField.VISITOR))
                && (status >= 100 && status <= 599)
                && lengths[ScannedField.ID.index()] > 0;
    }

    private ObservedTexts origin(byte[] value) {
        return new ObservedTexts(
                value,
                span(ScannedField.USER_AGENT),
                span(ScannedField.SOURCE),
                span(ScannedField.PATH),
                span(ScannedField.NETWORK),
                span(ScannedField.REVISION),
                span(ScannedField.COUNTRY));
    }

    private long span(ScannedField field) {
        return isSeen(field) ? ObservedTexts.span(starts[field.index()], lengths[field.index()]) : 0;
    }

    boolean isPlace(byte[] value) {
        int network = ScannedField.NETWORK.index();
        int country = ScannedField.COUNTRY.index();
        return (!isSeen(ScannedField.NETWORK) || NetworkName.isValid(value, starts[network], lengths[network]))
                && (!isSeen(ScannedField.COUNTRY) || CountryCode.number(value, starts[country], lengths[country]) > 0);
    }

    /** True for an agent that {@link EventCodec} shortens. */
    boolean hasAgentSuffix(byte[] value) {
        int agent = ScannedField.USER_AGENT.index();
        return isSeen(ScannedField.USER_AGENT) && AgentSuffix.isIn(value, starts[agent], lengths[agent]);
    }

    Optional<Via> via(byte[] value) {
        if (!isSeen(ScannedField.VIA)) return HTTP;
        int via = ScannedField.VIA.index();
        return Via.ofLabel(value, starts[via], lengths[via]);
    }

    /** True if type and name are those of the key, and the key is a repository's. */
    private boolean isRepository(byte[] value, byte[] key) {
        int type = ScannedField.REPO_TYPE.index();
        int name = ScannedField.REPO.index();
        return key.length == lengths[type] + 1 + lengths[name]
                && key[lengths[type]] == '/'
                && Arrays.equals(key, 0, lengths[type], value, starts[type], starts[type] + lengths[type])
                && Arrays.equals(key, lengths[type] + 1, key.length, value, starts[name], starts[name] + lengths[name])
                && RepoId.isKey(key, lengths[type]);
    }

    private String method(byte[] value) {
        int span = ScannedField.METHOD.index();
        for (String method : METHODS) {
            if (Text.isAscii(method, value, starts[span], lengths[span])) return method;
        }
        return "";
    }

    private Optional<byte[]> visitor(byte[] value) {
        if (isSeen(ScannedField.USER_ID)) return userById(value, ScannedField.USER_ID.index());
        if (isSeen(ScannedField.USER)) return userByName(value, ScannedField.USER.index());
        int visitor = ScannedField.VISITOR.index();
        return Observation.anonymous(value, starts[visitor], lengths[visitor]);
    }

    private Optional<byte[]> userById(byte[] value, int id) {
        return UserId.marked(value, starts[id], lengths[id]).map(user -> Observation.user(user, 0, user.length));
    }

    private Optional<byte[]> userByName(byte[] value, int user) {
        boolean isName = lengths[user] > 0 && !UserId.mayStand(value, starts[user], lengths[user]);
        return isName ? Optional.of(Observation.user(value, starts[user], lengths[user])) : Optional.empty();
    }

    boolean isSeen(ScannedField field) {
        return (fieldsSeen & field.bit()) != 0;
    }

    boolean hasUnknown() {
        return hasUnknown;
    }

    int start(ScannedField field) {
        return starts[field.index()];
    }

    int length(ScannedField field) {
        return lengths[field.index()];
    }
}
