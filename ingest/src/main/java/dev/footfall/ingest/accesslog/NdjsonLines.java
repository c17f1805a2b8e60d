package dev.footfall.ingest.accesslog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import dev.footfall.events.Decoded;
import dev.footfall.events.EventCodec;
import dev.footfall.events.RejectedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;

/**
 * Lines that are download events already. A rejected one is named by its number alone: its text could hold an address
 * or a host name in any spelling that JSON allows.
 */
final class NdjsonLines implements LineInterpreter {
    private final LogSettings settings;
    private final Clock clock;

    NdjsonLines(LogSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public LineOutcome read(byte[] line, long number) {
        if (LogLines.isBlank(line)) return LineOutcome.Blank.INSTANCE;
        return decode(line)
                .fold(
                        LineOutcome.Routed::new,
                        malformed -> new LineOutcome.Rejected(new RejectedEvent(
                                malformed.field(),
                                malformed.error(),
                                new RejectedEvent.FromLine(source(), number, ""))));
    }

    @Override
    public void pass(byte[] line) {}

    @Override
    public String source() {
        return settings.source();
    }

    private Decoded decode(byte[] line) {
        try (JsonParser parser = EventCodec.JSON.createParser(line)) {
            parser.nextToken();
            Decoded decoded = EventCodec.decode(parser, clock.millis(), settings.keys());
            return parser.nextToken() == null
                    ? decoded
                    : new Decoded.Malformed(Decoded.Malformed.JSON, "something follows the event");
        } catch (JsonProcessingException e) {
            return new Decoded.Malformed(Decoded.Malformed.JSON, "not JSON"); // Jackson's message quotes the text
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
