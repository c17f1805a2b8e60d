package dev.footfall.logs.accesslog;

import java.util.List;

/** Everything counted as published or rejected is durable; {@code problems} name files not read to their end. */
public record ImportResult(LineTotals totals, List<String> problems, UnroutedPaths unrouted) {
    public ImportResult {
        problems = List.copyOf(problems);
    }
}
