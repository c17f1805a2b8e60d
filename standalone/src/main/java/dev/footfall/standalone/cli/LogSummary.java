package dev.footfall.standalone.cli;

import dev.footfall.ingest.accesslog.LineTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/** The lines of access logs, by outcome, as a table. */
final class LogSummary {
    private LogSummary() {}

    static String of(LineTotals totals) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("lines", TextTable.number(totals.lines()), ""));
        rows.add(List.of(
                "  published",
                TextTable.number(totals.published()),
                "candidates, in the log; which of them count is decided there"));
        rows.add(List.of("  not routed", TextTable.number(totals.notRouted()), "no file of a repository"));
        if (totals.skipped() > 0) {
            rows.add(List.of(
                    "  skipped",
                    TextTable.number(totals.skipped()),
                    "headers, comments, operations that are no download"));
        }
        rows.add(List.of("  blank", TextTable.number(totals.blank()), ""));
        rows.add(List.of("  rejected", TextTable.number(totals.rejected()), "cannot be read; in the rejected topic"));
        new TreeMap<>(totals.rejectedByField())
                .forEach((field, lines) -> rows.add(List.of("    " + field, TextTable.number(lines), "")));
        return TextTable.aligned(rows);
    }
}
