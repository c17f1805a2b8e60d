package dev.footfall.cli;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "unused",
        description = "List repositories with few or no downloads since a day; for their owners and administrators.",
        footer = {
            "  footfall unused --since 1y --token TOKEN",
            "  footfall unused --since 2026-01-01 --max 5 --by file --format csv --token TOKEN"
        })
final class UnusedCommand implements Runnable {
    /** The most rows that the route takes: what is deleted by this list must not depend on a default. */
    private static final int ALL = 1_000_000;

    private static final List<String> COLUMNS = List.of("last", "type", "id", "downloads", "bytes", "gaps");

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Option(
            names = "--since",
            paramLabel = "DATE|AGE",
            description = "The first day, YYYY-MM-DD, or its age, such as 90d, 6m or 1y (default: 1y).")
    private String since = "1y";

    @Option(
            names = "--max",
            paramLabel = "N",
            description = "The most downloads since then (default: " + "${DEFAULT-VALUE}).")
    private int max;

    @Option(names = "--by", paramLabel = "file|revision", description = "Files or revisions (default: repositories).")
    private @Nullable String by;

    @Override
    public void run() {
        String path = "/v1/unused?from=" + day(since, LocalDate.now(ZoneOffset.UTC)) + "&max=" + max
                + "&limit=" + ALL
                + (by == null ? "" : "&by=" + by);
        options.show(
                new ApiQuestion(path, "list of unused repositories"),
                "unused",
                unused -> TextTable.aligned(TextTable.rows(unused, columns())));
    }

    private List<String> columns() {
        if (by == null) return COLUMNS;
        return Stream.concat(COLUMNS.stream(), Stream.of(by.equals("file") ? "path" : by, "bounded"))
                .toList();
    }

    static LocalDate day(String since, LocalDate today) {
        try {
            boolean isDate = since.contains("-");
            return isDate ? LocalDate.parse(since) : today.minus(Period.parse("P" + since.toUpperCase(Locale.ROOT)));
        } catch (DateTimeException e) {
            throw new UsageError(
                    "--since is \"" + since + "\", allowed: a day as YYYY-MM-DD, or an age such as 90d, 6m or 1y");
        }
    }
}
