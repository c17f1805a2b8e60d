package dev.footfall.ingest.accesslog;

import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.logformat.ParsedLine;
import java.time.Clock;

/** Makes lines of one file into outcomes, in the file's order. Used by one thread. */
interface LineInterpreter {
    /**
     * Interprets a line.
     *
     * @param line its bytes, without the line end
     * @param number its number in the file, from 1
     */
    LineOutcome read(byte[] line, long number);

    /** Interprets the line that a reader is at. */
    default LineOutcome read(LineReader reader, long number) {
        return reader.isOverlong() ? readOverlong(number) : read(reader.line(), number);
    }

    /** Takes note of a line that is in the log already: equal ones may follow. */
    void pass(byte[] line);

    /** Takes note of a line at the beginning of the file, which may be a header; it is no event. */
    default void header(byte[] line) {}

    /** Interprets a line that is too long to be one; its text is not kept. */
    default LineOutcome readOverlong(long number) {
        return new LineOutcome.Rejected(new RejectedEvent(
                ParsedLine.Unreadable.LINE,
                "is longer than " + LineReader.MAX_LINE_BYTES + " bytes",
                new RejectedEvent.FromLine(source(), number, "")));
    }

    /** The source that rejected lines are said to come from. */
    String source();

    /** The interpreter of a new file: equal lines are counted from none. */
    static LineInterpreter of(LogSettings settings, Clock clock) {
        return settings.format()
                .lines()
                .<LineInterpreter>map(format -> new LogLines(settings, format, clock))
                .orElseGet(() -> new NdjsonLines(settings, clock));
    }
}
