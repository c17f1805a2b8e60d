package dev.footfall.logs.accesslog;

import dev.footfall.events.PlainEventReader;
import java.time.Clock;

/** Interpreters of server logs and of events. */
final class LineInterpreters {
    private LineInterpreters() {}

    /** That of the format of the settings. */
    static LineInterpreter of(LogSettings settings, Clock clock, LogFindings findings) {
        return settings.format()
                .lines()
                .<LineInterpreter>map(format -> new LogLines(settings, format, clock, findings))
                .orElseGet(() -> new NdjsonLines(settings, clock, new PlainEventReader()));
    }
}
