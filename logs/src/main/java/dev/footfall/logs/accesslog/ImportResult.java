package dev.footfall.logs.accesslog;

import java.util.List;
import java.util.Optional;

/**
 * Everything counted as published or rejected is durable; {@code problems} name files not read to their end; {@code warning}:
 * about clients.
 */
public record ImportResult(
        LineTotals totals,
        List<String> problems,
        UnroutedPaths unrouted,
        Optional<String> warning,
        RoutedAnswers answers) {
    public ImportResult {
        problems = List.copyOf(problems);
    }
}
