package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.events.DownloadEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("slow")
class LogLinesPropertyTest {
    private static final int LINES = 2_000;

    static IntStream seeds() {
        return IntStream.range(0, Boolean.getBoolean("proof") ? 20 : 6);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void readsEachLineAsIfItWereTheFirstButForItsId(int seed) {
        var log = new RandomLog(new Random(seed));
        LogSettings settings = Logs.combined().with(Logs::keyOfDay);
        LineInterpreter lines = Logs.lines(settings);
        Map<String, Integer> events = new HashMap<>();
        for (int number = 1; number <= LINES; number++) {
            String text = log.line();
            byte[] line = Logs.latin1(text);

            LineOutcome outcome = lines.read(line, number);

            LineOutcome first = Logs.lines(settings).read(line, number);
            if (first instanceof LineOutcome.Routed routed) {
                int before = events.merge(text, 1, Integer::sum) - 1;
                first = new LineOutcome.Routed(numbered(routed.event(), line, before));
            }
            assertEquals(content(first), content(outcome), "seed " + seed + ", line " + number + ": " + text);
        }
    }

    /** The outcome, or what is kept of a line that could not be read. */
    private static Object content(LineOutcome outcome) {
        return outcome instanceof LineOutcome.Rejected rejected
                ? rejected.event().get()
                : outcome;
    }

    private static DownloadEvent numbered(DownloadEvent event, byte[] line, int before) {
        String id = Logs.keyOfDay(event.time()).lineId(LogSettings.DEFAULT_SOURCE, line, before);
        return new DownloadEvent(id, event.time(), event.repo(), event.visitor(), event.request(), event.details());
    }
}
