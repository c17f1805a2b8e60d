package dev.footfall.logs.accesslog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.CheckedJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the objects of a shipper's body: on lines of their own, side by side, with commas between them, or in an array. What
 * is no object is a fault that takes the rest of its line. {@code field} is the text that holds the lines. Used by one thread.
 */
final class EnvelopeScanner {
    /** As deep as an envelope of any producer; also bounds how often a byte is looked at. */
    private static final int MOST_LEVELS = 64;

    private static final byte RECORD_SEPARATOR = 0x1E;
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    enum EnvelopePart {
        /** A line of the body with nothing in it. */
        BLANK,
        TEXT,
        /** A whole object, but without the text. */
        WITHOUT_TEXT,
        FAULT
    }

    private final byte[] body;
    private final String field;
    private int at;
    private int lineStart;
    private long line = 1;
    private boolean isBlank = true;
    private boolean hasObject;
    private boolean isInArray;

    private EnvelopePart kind = EnvelopePart.BLANK;
    private long number;
    private boolean isAfterObject;
    private String text = "";
    private String error = "";

    EnvelopeScanner(byte[] body, String field) {
        this.body = body;
        this.field = field;
        while (at < body.length && body[at] == 0) at++;
        if (at + 2 < body.length && body[at] == MARK[0] && body[at + 1] == MARK[1] && body[at + 2] == MARK[2]) at += 3;
    }

    /** False after the last one. */
    boolean next() {
        while (at < body.length) {
            byte b = body[at];
            if (b == '\n') {
                if (endLine()) return true;
            } else if (b == ' ' || b == '\t' || b == '\r' || b == RECORD_SEPARATOR) {
                at++;
            } else if (b == ',' || (isInArray ? b == ']' : b == '[')) {
                if (b != ',') isInArray = !isInArray;
                isBlank = false;
                at++;
            } else {
                return found();
            }
        }
        if (!isInArray) return false;
        isInArray = false;
        isAfterObject = true;
        return fault(at, "the array has no end");
    }

    EnvelopePart kind() {
        return kind;
    }

    /** The line of the body in which it begins, from 1. */
    long number() {
        return number;
    }

    String text() {
        return text;
    }

    String error() {
        return error;
    }

    /** True for a fault in what something readable shares: it would be lost unseen, or counted by half. */
    boolean spoilsBody() {
        return kind == EnvelopePart.FAULT && isAfterObject;
    }

    /** True for a line with nothing in it. */
    private boolean endLine() {
        boolean wasBlank = isBlank;
        number = line++;
        lineStart = ++at;
        isBlank = true;
        hasObject = false;
        if (wasBlank) kind = EnvelopePart.BLANK;
        return wasBlank;
    }

    String expected() {
        return "must be an object with the text \"" + field + "\"";
    }

    private boolean found() {
        int start = at;
        number = line;
        isBlank = false;
        isAfterObject = hasObject || isInArray;
        hasObject = true;
        int end = body[start] == '{' ? endOfObject(start) : start;
        if (end == start) return fault(start, expected());
        if (end < 0) return fault(start, "the object has no end");
        try {
            return object(start, end, textOf(start, end));
        } catch (RepeatedTextException e) {
            isAfterObject = true;
            return fault(start + (int) e.offset(), "the text \"" + field + "\" is repeated");
        } catch (JsonProcessingException e) { // its message quotes the body
            long offset =
                    e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getByteOffset());
            return fault(start + (int) offset, "must continue as JSON");
        } catch (IOException e) {
            return fault(start, "must continue as JSON in UTF-8");
        }
    }

    private boolean object(int start, int end, @Nullable String found) {
        error = found == null ? expected() : "";
        if (found == null && isAfterObject) error = column(start) + error;
        kind = found == null ? EnvelopePart.WITHOUT_TEXT : EnvelopePart.TEXT;
        text = found == null ? "" : found;
        for (int i = start; i < end; i++) {
            if (body[i] != '\n') continue;
            line++;
            lineStart = i + 1;
        }
        at = end;
        return true;
    }

    /** Reading continues on the next line. */
    private boolean fault(int place, String expected) {
        number = line;
        kind = EnvelopePart.FAULT;
        error = column(place) + expected;
        while (at < body.length && body[at] != '\n') at++;
        return true;
    }

    private String column(int place) {
        return "column " + (Math.max(0, place - lineStart) + 1) + ": ";
    }

    /** Null if the object has no such text; fails if this is no object, or has two of them. */
    private @Nullable String textOf(int from, int to) throws IOException, RepeatedTextException {
        String text = null;
        try (JsonParser parser = CheckedJson.parser(body, from, to - from)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isLine = parser.currentName().equals(field);
                if (parser.nextToken() == JsonToken.VALUE_STRING && isLine) {
                    if (text != null)
                        throw new RepeatedTextException(
                                parser.currentTokenLocation().getByteOffset());
                    text = parser.getText();
                }
                parser.skipChildren();
            }
        }
        return text;
    }

    /** The place after its last brace; negative if there is none, or a line ends within a text. */
    private int endOfObject(int start) {
        int levels = 0;
        boolean isInText = false;
        for (int i = start; i < body.length; i++) {
            byte b = body[i];
            if (isInText) {
                if (b == '\n') return -1;
                if (b == '\\') i++;
                else if (b == '"') isInText = false;
            } else if (b == '"') {
                isInText = true;
            } else if (b == '{') {
                if (++levels > MOST_LEVELS) return -1;
            } else if (b == '}' && --levels == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    /** An object with its text twice: which of them is the line, nobody knows. */
    private static final class RepeatedTextException extends Exception {
        private static final long serialVersionUID = 1;

        private final long offset;

        RepeatedTextException(long offset) {
            super("a text is repeated");
            this.offset = offset;
        }

        /** The place of the second one, in bytes from the object's beginning. */
        long offset() {
            return offset;
        }
    }
}
