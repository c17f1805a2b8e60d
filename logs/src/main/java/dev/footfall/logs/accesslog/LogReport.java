package dev.footfall.logs.accesslog;

import dev.footfall.logs.logformat.LineFormat;
import java.nio.file.Path;
import java.util.List;

/**
 * The result of a dry run over access logs: counts by kind of line, sample lines as they would be published, refused lines
 * and the most frequent paths without a route. Nothing was written. Lines are numbered from 1.
 */
public record LogReport(
        LineFormat format,
        LogCounts counts,
        ClientSummary clients,
        List<ShownLine> shown,
        List<Refusal> refusals,
        UnroutedPaths unrouted,
        RoutedAnswers answers) {
    static final int SHOWN_PATHS = 10;

    public LogReport {
        shown = List.copyOf(shown);
        refusals = List.copyOf(refusals);
    }

    /** No blank lines. {@code withoutAgent}: of the requests for files; {@code badNames}: a route fits, without an allowed name; {@code withoutRange}: range unknown. */
    public record LogCounts(
            long requests,
            long skipped,
            long unreadable,
            long withoutAgent,
            long withoutUser,
            long notRouted,
            long badNames,
            long withoutRange) {
        public long routed() {
            return requests - notRouted - badNames;
        }

        public boolean isMostlyWithoutAgent() {
            return withoutAgent * 2 > routed();
        }
    }

    public record Refusal(Path file, long number, String field, String error) {}
}
