package dev.footfall.operations.gaps;

import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The words about gaps, as far as the log was read. One thread reads the log, and many read the list. */
public final class SaidGaps {
    private record Hours(String source, Instant from, Instant to) {}

    private final Map<Hours, GapVerdict> last = new LinkedHashMap<>();
    private volatile List<GapVerdict> all = List.of();

    /** Takes note of the next record of the log. */
    void replay(GapVerdict next) {
        last.put(new Hours(next.source(), next.from(), next.to()), next);
        all = List.copyOf(last.values());
    }

    /** The last word about each hours of a source. */
    List<GapVerdict> all() {
        return all;
    }
}
