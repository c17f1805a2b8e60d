package dev.footfall.standalone.cli;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of a period: the last days, by number, or from one to another. The API checks them. */
final class PeriodOptions {
    @Option(names = "--days", paramLabel = "N", description = "How many days, today the last; else 30, by the hour 7.")
    private @Nullable Integer days;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; goes with --to.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; goes with --from.")
    private @Nullable LocalDate to;

    /**
     * The period as the API's query string.
     *
     * @param standard the days that end today when none are chosen
     */
    String query(int standard) {
        if (from == null && to == null) return "days=" + (days == null ? standard : days);
        return fromTo();
    }

    /** The same where only {@code --from} and {@code --to} choose one, with {@code &} in front; else nothing. */
    String chosen() {
        if (from == null && to == null && days == null) return "";
        if (from == null && to == null) throw new UsageError("--all takes --from and --to, not --days");
        return "&" + fromTo();
    }

    private String fromTo() {
        if (from == null || to == null) throw new UsageError("--from and --to go together");
        if (days != null) throw new UsageError("either --days, or --from and --to");
        return "from=" + from + "&to=" + to;
    }
}
