package dev.footfall.standalone.cli;

import dev.footfall.ingest.accesslog.LogReport;
import java.util.ArrayList;
import java.util.List;

/** The understanding of logs as text. */
final class DryRunText {
    private DryRunText() {}

    static String of(LogReport report) {
        var text = new StringBuilder();
        text.append("read as ")
                .append(VisibleText.of(report.format().toString()))
                .append('\n');
        for (LogReport.ShownLine line : report.shown()) {
            text.append('\n')
                    .append(VisibleText.of(line.file() + ", line " + line.number()))
                    .append('\n');
            text.append(TextTable.aligned(line.facts().stream()
                    .map(fact -> List.of("  " + fact.name(), fact.value()))
                    .toList()));
        }
        text.append('\n').append(counts(report.counts()));
        for (LogReport.Refusal refusal : report.refusals()) {
            text.append(VisibleText.of(refusal.file() + ", line " + refusal.number() + ", " + refusal.error() + " ("
                            + refusal.field() + ")"))
                    .append('\n');
        }
        if (!report.unrouted().isEmpty()) text.append('\n').append(paths(report.unrouted()));
        return text.toString();
    }

    private static String counts(LogReport.Counts counts) {
        return TextTable.aligned(List.of(
                row("requests", counts.requests(), ""),
                row("  not routed", counts.notRouted(), "no file of a repository"),
                row("  without agent", counts.withoutAgent(), "clients of one address cannot be told apart"),
                row("  without user", counts.withoutUser(), "nobody signed in"),
                row("  of unknown range", counts.withoutRange(), "parts of files (206), of which it is unknown which"),
                row("skipped", counts.skipped(), "headers, comments, operations that are no download"),
                row("unreadable", counts.unreadable(), "")));
    }

    private static List<String> row(String name, long lines, String meaning) {
        return List.of(name, TextTable.number(lines), meaning);
    }

    private static String paths(List<LogReport.UnroutedPath> paths) {
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("requests", "path without a route", "for example"));
        for (LogReport.UnroutedPath path : paths) {
            String route = path.proposal().isEmpty() ? "" : "--route '" + path.proposal() + "'";
            rows.add(List.of(TextTable.number(path.requests()), path.path(), route));
        }
        return TextTable.aligned(rows);
    }
}
