package dev.footfall.events;

import static dev.footfall.events.PlainJson.NONE;

import java.util.Arrays;

/**
 * The fields of one plain JSON object, where they stand in its bytes: those that the schema knows, in any order. Flat
 * fields that it does not know are skipped, and null is the same as absent. Not thread-safe; used again for each object.
 */
final class ScannedFields {
    /** The fields of an object that are expected where they were in the object before. */
    private static final int MOST_FIELDS = 24;

    /** By field: the start of a string's characters, or of a number's digits, and their number. */
    private final int[] starts = new int[ScannedField.COUNT];

    private final int[] lengths = new int[ScannedField.COUNT];
    private final ScannedField[] before = new ScannedField[MOST_FIELDS];
    private int seen;

    ScannedFields() {
        Arrays.fill(before, ScannedField.UNKNOWN);
    }

    /** Reads the plain object that begins here, after optional white space; the position after it, or {@link PlainJson#NONE}. */
    int scan(byte[] json, int from) {
        seen = 0;
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

    /** Takes the field that comes next: first of all the one that stood at this place in the object before. */
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
        if (at == json.length) return NONE;
        if (field == ScannedField.UNKNOWN) {
            seen |= field.bit();
            return PlainJson.afterFlatValue(json, at);
        }
        if (has(field)) return NONE;
        if (json[at] == 'n') return PlainJson.afterWord(json, at, "null");
        seen |= field.bit();
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
        starts[field.index()] = at;
        lengths[field.index()] = end - at;
        return end;
    }

    /** True if this field is there and not null, or if there is one that the schema does not know. */
    boolean has(ScannedField field) {
        return (seen & field.bit()) != 0;
    }

    /** True if all fields of these bits are there. */
    boolean hasAll(int bits) {
        return (seen & bits) == bits;
    }

    int start(ScannedField field) {
        return starts[field.index()];
    }

    int length(ScannedField field) {
        return lengths[field.index()];
    }

    /** The value of a number that is there. */
    long number(byte[] json, ScannedField field) {
        int start = start(field);
        return PlainJson.number(json, start, start + length(field));
    }

    /** The number of bytes that the object takes up if it has neither white space, nor unknown fields, nor nulls. */
    int tightLength() {
        int length = 1;
        for (ScannedField field : ScannedField.ALL) {
            if (!has(field)) continue;
            int quotes = field.isNumber() ? 0 : 2;
            length += field.pattern().length() + quotes + length(field) + 1;
        }
        return length;
    }
}
