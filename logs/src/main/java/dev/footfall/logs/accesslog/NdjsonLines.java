package dev.footfall.logs.accesslog;

import dev.footfall.events.EventCodec;
import dev.footfall.events.PlainEventReader;
import java.time.Clock;

/** Rejects lines by number alone: the text could hold an address or a host name in any spelling of JSON. */
record NdjsonLines(LogSettings settings, Clock clock, PlainEventReader plain) implements LineInterpreter {
    @Override
    public LineOutcome read(byte[] line, long number) {
        var event = plain.read(line, 0, clock.millis()).filter(any -> plain.end() == line.length);
        if (event.isPresent()) return new LineOutcome.Routed(event.get());
        if (LineInterpreter.isBlank(line)) return LineOutcome.NoEvent.BLANK;
        return EventCodec.decode(line, clock.millis(), settings.keys())
                .fold(LineOutcome.Routed::new, malformed -> rejected(malformed.field(), malformed.error(), number));
    }

    @Override
    public void pass(byte[] line) {}

    @Override
    public String source() {
        return settings.source();
    }
}
