package dev.footfall.logs.accesslog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventEncoder;
import dev.footfall.events.PlainEvent;
import dev.footfall.events.PlainEventReader;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A line is read as the codec reads it, also where it is taken as it came. */
class NdjsonLinesTest {
    private static final LogSettings SETTINGS =
            new LogSettings(LogFormat.NDJSON, Routes.of(List.of()), "s", Logs.SECRET);
    private static final String WITH_ADDRESS =
            "{\"id\":\"1\",\"time\":\"2024-03-04T12:00:00Z\",\"repo_type\":\"model\","
                    + "\"repo\":\"acme/rocket\",\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\",\"bytes\":7}";
    private static final String PLAIN = text(decoded(WITH_ADDRESS).orElseThrow());

    private final LineInterpreter lines = new NdjsonLines(SETTINGS, Clock.systemUTC(), new PlainEventReader());

    @Test
    void takesAPlainLineAsItCame() {
        LineOutcome.Routed routed = assertInstanceOf(LineOutcome.Routed.class, read(PLAIN));

        assertInstanceOf(PlainEvent.class, routed.written());
        assertEquals(PLAIN, new String(routed.written().json(new EventEncoder()), UTF_8));
        assertEquals(decoded(PLAIN).orElseThrow(), routed.event());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "$ | ' $'",
                "$ | '$ '",
                "$ | '$x'",
                "$ | '$$'",
                "$ | '$,'",
                "\"status\" | \"unknown\":[1],\"status\"",
                "\"status\" | \"status\":404,\"status\"",
                "200 | 2000",
                "2024 | 2999",
                "GET | G\\u0045T",
                "acme/rocket | acme",
            })
    void readsEveryOtherAsTheCodecDoes(String from, String to) {
        for (String line : List.of(PLAIN, WITH_ADDRESS)) {
            String other = from.equals("$") ? to.replace("$", line) : line.replace(from, String.valueOf(to));
            Optional<DownloadEvent> read =
                    read(other) instanceof LineOutcome.Routed routed ? Optional.of(routed.event()) : Optional.empty();
            assertEquals(decoded(other), read, other);
        }
    }

    private LineOutcome read(String line) {
        return lines.read(line.getBytes(UTF_8), 1);
    }

    private static Optional<DownloadEvent> decoded(String line) {
        return EventCodec.decode(line.getBytes(UTF_8), Clock.systemUTC().millis(), SETTINGS.keys())
                .fold(Optional::of, bad -> Optional.empty());
    }

    private static String text(DownloadEvent event) {
        return new String(event.json(new EventEncoder()), UTF_8);
    }
}
