package dev.footfall.ingest.accesslog;

import java.util.List;

/**
 * The result of an import. Everything counted as published or rejected is durable.
 *
 * @param totals the lines by outcome
 * @param problems files that could not be read to their end, each in one sentence that names the file
 */
public record ImportResult(LineTotals totals, List<String> problems) {
    public ImportResult {
        problems = List.copyOf(problems);
    }
}
