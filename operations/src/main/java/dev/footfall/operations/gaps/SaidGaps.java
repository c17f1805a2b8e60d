package dev.footfall.operations.gaps;

import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The latest verdict per source and hours, as far as the log was read. Written by one thread, read by any. */
public final class SaidGaps {
    private record Hours(String source, Instant from, Instant to) {}

    private final Map<Hours, GapVerdict> last = new LinkedHashMap<>();
    private volatile List<GapVerdict> all = List.of();

    void replay(GapVerdict next) {
        last.put(new Hours(next.source(), next.from(), next.to()), next);
        all = List.copyOf(last.values());
    }

    /** The latest verdict for each source and hours. */
    List<GapVerdict> all() {
        return all;
    }
}
