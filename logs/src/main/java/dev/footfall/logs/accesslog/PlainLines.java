package dev.footfall.logs.accesslog;

import dev.footfall.events.Unchecked;

/** The lines of a body that is a stretch of a log as it is. */
final class PlainLines implements PostedLines {
    private final LineReader reader;
    private long number;

    PlainLines(LineReader reader) {
        this.reader = reader;
    }

    @Override
    public boolean next() {
        boolean hasLine = Unchecked.io(reader::next) || reader.nextUnended();
        if (hasLine) number++;
        return hasLine;
    }

    @Override
    public long number() {
        return number;
    }

    @Override
    public LineOutcome read(LineInterpreter interpreter) {
        return interpreter.read(reader, number);
    }
}
