package dev.footfall.cli;

import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

final class PeriodOptions {
    @Option(
            names = "--days",
            paramLabel = "N",
            description = "The number of days up to today (default: 30, by " + "the hour 7).")
    private @Nullable Integer days;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; requires --to.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; requires --from.")
    private @Nullable LocalDate to;

    String query(int standard) {
        if (from == null && to == null) return "days=" + (days == null ? standard : days);
        return fromTo();
    }

    /** The same where only {@code --from} and {@code --to} choose one, with {@code &} in front; else nothing. */
    String chosen() {
        if (from == null && to == null && days == null) return "";
        if (from == null && to == null) throw new UsageError("--all requires --from and --to, not --days");
        return "&" + fromTo();
    }

    SushiReport sushiReport(String publisher) {
        if (from == null || to == null) throw new UsageError("--format sushi-rd1 requires --from and --to");
        return new SushiReport(publisher, from, to, LocalDate.now(ZoneOffset.UTC));
    }

    private String fromTo() {
        if (from == null || to == null) throw new UsageError("--from and --to must be given together");
        if (days != null) throw new UsageError("either --days, or --from and --to");
        return "from=" + from + "&to=" + to;
    }
}
