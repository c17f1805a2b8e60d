package dev.footfall.logs.accesslog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The JSON object in which a shipper wraps a line, or several; {@code field} is the text that holds them. */
public record LineEnvelope(String field) {
    /** The texts in the objects of a Kafka record, in their order; an {@link IllegalArgumentException} names what is none. */
    public List<String> textsOf(byte[] json) {
        var objects = new EnvelopeScanner(json, this);
        List<String> texts = new ArrayList<>();
        while (objects.next()) {
            switch (objects.kind()) {
                case TEXT -> texts.add(objects.text());
                case BLANK -> {}
                case WITHOUT_TEXT, FAULT -> throw new IllegalArgumentException(objects.error());
            }
        }
        if (texts.isEmpty()) throw new IllegalArgumentException(expected());
        return texts;
    }

    String expected() {
        return "must be an object with the text \"" + field + "\"";
    }

    /** Null if the object has no such text; fails if this is no object, or has two of them. */
    @Nullable
    String textOf(byte[] json, int from, int to) throws IOException, RepeatedTextException {
        String text = null;
        try (JsonParser parser = EventCodec.parser(json, from, to - from)) {
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

    /** The lines of a text, LF or CRLF; an end of the last one is none of its own. */
    static List<String> linesOf(String text) {
        List<String> lines = new ArrayList<>();
        String rest = withoutEnd(text);
        int from = 0;
        for (int next = rest.indexOf('\n'); next >= 0; next = rest.indexOf('\n', from)) {
            lines.add(withoutEnd(rest.substring(from, next)));
            from = next + 1;
        }
        lines.add(rest.substring(from));
        return lines;
    }

    /** Without its line end, as a file's lines are; spaces are the line's. */
    static String withoutEnd(String line) {
        String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    /** An object with its text twice: which of them is the line, nobody knows. */
    static final class RepeatedTextException extends Exception {
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
