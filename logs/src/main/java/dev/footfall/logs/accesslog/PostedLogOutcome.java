package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import java.util.List;

public sealed interface PostedLogOutcome {
    /** Every event is in the log; {@code withoutAgent} counts those of unknown software. */
    record Taken(LineTotals totals, long withoutAgent, List<RejectedEvent> faults, ClientWarnings warnings)
            implements PostedLogOutcome {}

    /** Nothing was written: the lines are not in the format. */
    record NotInFormat(String reason, List<RejectedEvent> faults) implements PostedLogOutcome {}

    /** Not everything was written; the reason has no secrets. */
    record NotWritten(String reason) implements PostedLogOutcome {}
}
