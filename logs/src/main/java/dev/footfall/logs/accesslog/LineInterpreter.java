package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import dev.footfall.logs.logformat.ParsedLine;

/** Makes lines of one file into outcomes, in the file's order. Used by one thread. */
interface LineInterpreter {
    /** Interprets a line without its line end; {@code number} is its number in the file, from 1. */
    LineOutcome read(byte[] line, long number);

    default LineOutcome read(LineReader reader, long number) {
        return reader.isOverlong() ? readOverlong(number) : read(reader.line(), number);
    }

    /** The last line of a file, which has no line end: its rest may not be written yet. */
    default LineOutcome readUnended(LineReader reader, long number) {
        return read(reader, number);
    }

    /** Takes note of a line that is in the log already: equal ones may follow. */
    void pass(byte[] line);

    /** Takes note of a line at the beginning of the file, which may be a header. */
    default void header(byte[] line) {}

    /** Its text is not kept. */
    default LineOutcome readOverlong(long number) {
        return rejected(ParsedLine.Unreadable.LINE, "is longer than " + LineReader.MAX_LINE_BYTES + " bytes", number);
    }

    default LineOutcome rejected(String field, String error, long number) {
        var origin = new RejectedEvent.FromLine(source(), number, "");
        return new LineOutcome.Rejected(new RejectedEvent(field, error, origin));
    }

    String source();

    static boolean isBlank(byte[] line) {
        for (byte b : line) {
            if (b != ' ' && b != '\t' && b != '\r') return false;
        }
        return true;
    }
}
