package dev.footfall.logs.accesslog;

import java.util.ArrayList;
import java.util.List;

/** The JSON object in which a shipper wraps a line, or several; {@code field} is the text that holds them. */
public record LineEnvelope(String field) {
    /** The texts in the objects of a Kafka record, in their order; an {@link IllegalArgumentException} names what is none. */
    public List<String> textsOf(byte[] json) {
        var objects = new EnvelopeScanner(json, field);
        List<String> texts = new ArrayList<>();
        while (objects.next()) {
            switch (objects.kind()) {
                case TEXT -> texts.add(objects.text());
                case BLANK -> {}
                case WITHOUT_TEXT, FAULT -> throw new IllegalArgumentException(objects.error());
            }
        }
        if (texts.isEmpty()) throw new IllegalArgumentException(objects.expected());
        return texts;
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
}
