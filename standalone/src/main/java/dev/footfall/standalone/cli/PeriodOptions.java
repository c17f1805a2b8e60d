package dev.footfall.standalone.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which days: the last so many, or from one to another. The API says what is allowed. */
final class PeriodOptions {
    @Option(names = "--days", paramLabel = "N", description = "How many days, today the last; else 30.")
    private @Nullable Integer days;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; goes with --to.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; goes with --from.")
    private @Nullable LocalDate to;

    /** The period as the API's query string. */
    String query() {
        if (from == null && to == null) return "days=" + (days == null ? 30 : days);
        if (from == null || to == null) throw new IllegalArgumentException("--from and --to go together");
        if (days != null) throw new IllegalArgumentException("either --days, or --from and --to");
        return "from=" + from + "&to=" + to;
    }
}
