package dev.footfall.logs.accesslog;

import java.util.List;

/**
 * Everything counted as published or rejected is durable; {@code problems} name files not read to their end; {@code warnings}:
 * about clients.
 */
public record ImportResult(
        LineTotals totals,
        List<String> problems,
        UnroutedPaths unrouted,
        List<String> warnings,
        RoutedAnswers answers) {
    public ImportResult {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
    }
}
