package dev.footfall.events;

import static dev.footfall.events.PlainJson.NONE;

import java.util.Arrays;
import java.util.Optional;

/**
 * Reads plain, whole and valid events of a longer text, which are logged as they came. It is certain or silent: what is
 * unusual (an escape, an unknown field, an address, a time not in UTC) or wrong it leaves to {@link EventCodec}.
 */
public final class PlainEventReader {
    private static final int SECONDS_LENGTH = "2026-11-20T04:59:54Z".length();
    private static final int MILLIS_LENGTH = "2026-11-20T04:59:54.123Z".length();
    private static final int T_AT = "2026-11-20".length();
    private static final int SECOND_AT = "2026-11-20T04:59:".length();

    private final EventScanner fields = new EventScanner();
    private final Rfc3339 timestamps = new Rfc3339();
    private int end;

    /** The event after optional white space, if it is a plain one. {@code text}: JSON in UTF-8, or lines of it. */
    public Optional<PlainEvent> read(byte[] text, int from, long nowMillis) {
        end = fields.afterObject(text, from);
        if (end == NONE || !isValid(text, nowMillis)) return Optional.empty();
        byte[] key = key(text);
        byte[] json = json(text, from);
        boolean hasNulls = json.length != tightLength();
        return !hasNulls && RepoId.isKey(key, fields.length(ScannedField.REPO_TYPE))
                ? Optional.of(new PlainEvent(key, json, fields.isSeen(ScannedField.USER)))
                : Optional.empty();
    }

    public int end() {
        return end;
    }

    private boolean isValid(byte[] text, long nowMillis) {
        return fields.isComplete()
                && fields.length(ScannedField.METHOD) > 0
                && isTime(text, nowMillis)
                && isVisitor(text)
                && fields.via(text).isPresent()
                && fields.isPlace(text)
                && !fields.hasAgentSuffix(text)
                && !fields.hasUnknown();
    }

    private boolean isTime(byte[] text, long nowMillis) {
        int start = fields.start(ScannedField.TIME);
        int length = fields.length(ScannedField.TIME);
        if (length != MILLIS_LENGTH && length != SECONDS_LENGTH) return false;
        boolean isLeap = text[start + SECOND_AT] == '6';
        if (text[start + length - 1] != 'Z' || text[start + T_AT] != 'T' || isLeap) return false;
        long timeMillis = timestamps.parse(text, start, length);
        return timeMillis >= 0 && timeMillis - EventTime.MAX_AHEAD_MILLIS <= nowMillis;
    }

    /** One form of the visitor alone: the others of an event that has several are not kept. */
    private boolean isVisitor(byte[] text) {
        boolean hasId = fields.isSeen(ScannedField.USER_ID);
        boolean hasName = fields.isSeen(ScannedField.USER);
        boolean hasHash = fields.isSeen(ScannedField.VISITOR);
        if (hasId) return !hasName && !hasHash && isHash(text, ScannedField.USER_ID);
        if (hasName) return !hasHash && isName(text);
        return hasHash && isHash(text, ScannedField.VISITOR);
    }

    private boolean isHash(byte[] text, ScannedField field) {
        return VisitorId.isHash(text, fields.start(field), fields.length(field));
    }

    private boolean isName(byte[] text) {
        int length = fields.length(ScannedField.USER);
        return length > 0 && !UserId.mayStand(text, fields.start(ScannedField.USER), length);
    }

    private byte[] key(byte[] text) {
        int type = fields.start(ScannedField.REPO_TYPE);
        int typeLength = fields.length(ScannedField.REPO_TYPE);
        int repoLength = fields.length(ScannedField.REPO);
        byte[] key = Arrays.copyOfRange(text, type, type + typeLength + 1 + repoLength);
        key[typeLength] = '/';
        System.arraycopy(text, fields.start(ScannedField.REPO), key, typeLength + 1, repoLength);
        return key;
    }

    private byte[] json(byte[] text, int from) {
        boolean isTight = end - from == tightLength();
        return isTight ? Arrays.copyOfRange(text, from, end) : PlainJson.withoutSpace(text, from, end);
    }

    /** The number of bytes that the event takes up if it has neither white space nor nulls. */
    private int tightLength() {
        int length = 1;
        for (ScannedField field : ScannedField.ALL) {
            if (!fields.isSeen(field)) continue;
            int quotes = field.isNumber() ? 0 : 2;
            length += field.pattern().length() + quotes + fields.length(field) + 1;
        }
        return length;
    }
}
