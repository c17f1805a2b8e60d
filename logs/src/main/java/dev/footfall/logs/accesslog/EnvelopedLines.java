package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The lines in the texts of a body's objects; a text may have several. */
final class EnvelopedLines implements PostedLines {
    private final EnvelopeScanner objects;
    private String text = "";
    private int from;
    private int end;

    EnvelopedLines(byte[] body, LineEnvelope envelope) {
        objects = new EnvelopeScanner(body, envelope.field());
    }

    /** A fault by which a part of the body would be lost: something else after an object, or an object with two texts. */
    static Optional<RejectedEvent> fault(byte[] body, LineEnvelope envelope, String source) {
        var objects = new EnvelopeScanner(body, envelope.field());
        while (objects.next()) {
            if (!objects.spoilsBody()) continue;
            var place = new RejectedEvent.FromLine(source, objects.number(), "");
            return Optional.of(new RejectedEvent("json", objects.error(), place));
        }
        return Optional.empty();
    }

    @Override
    public boolean next() {
        from = end + 1;
        if (from > text.length()) {
            if (!objects.next()) return false;
            text = LineEnvelope.withoutEnd(objects.kind() == EnvelopeScanner.EnvelopePart.TEXT ? objects.text() : "");
            from = 0;
        }
        int lineEnd = text.indexOf('\n', from);
        end = lineEnd < 0 ? text.length() : lineEnd;
        return true;
    }

    @Override
    public long number() {
        return objects.number();
    }

    @Override
    public LineOutcome read(LineInterpreter interpreter) {
        return switch (objects.kind()) {
            case BLANK -> LineOutcome.NoEvent.BLANK;
            case WITHOUT_TEXT, FAULT -> interpreter.rejected("json", objects.error(), number());
            case TEXT -> {
                boolean isMarked = end < text.length() && end > from && text.charAt(end - 1) == '\r';
                byte[] line = text.substring(from, isMarked ? end - 1 : end).getBytes(StandardCharsets.UTF_8);
                yield line.length > LineReader.MAX_LINE_BYTES
                        ? interpreter.readOverlong(number())
                        : interpreter.read(line, number());
            }
        };
    }
}
