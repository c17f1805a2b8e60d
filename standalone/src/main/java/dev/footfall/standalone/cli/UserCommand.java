package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall stats user}: the downloads of one user. */
@Command(
        name = "user",
        description = "Show what a user downloaded, up to today (UTC), to that user and administrators.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall stats user alice --token TOKEN",
            "  footfall stats user alice --by day --days 7",
            "  footfall stats user alice --by hour --from 2026-01-01 --to 2026-01-31 --format csv"
        })
final class UserCommand implements Callable<Integer> {
    @Mixin
    private QueryOptions options = new QueryOptions();

    @Parameters(paramLabel = "USER", description = "The user's id, as tokens and events have it.")
    private String user = "";

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--by",
            paramLabel = "repository|day|hour",
            description = "What the rows are: ${COMPLETION-CANDIDATES}; else repository.")
    private Rows by = Rows.repository;

    @Spec
    private @Nullable CommandSpec spec;

    /** The rows in which a user's downloads can be shown. */
    enum Rows {
        repository("repositories", "id,type"),
        day("days", "date"),
        hour("hours", "hour");

        private final String field;
        private final String keys;

        Rows(String field, String keys) {
            this.field = field;
            this.keys = keys;
        }

        List<String> columns() {
            return List.of((keys + ",downloads,files,bytes").split(","));
        }
    }

    @Override
    public Integer call() {
        int standard = by == Rows.hour ? HourlyCommand.STANDARD_DAYS : StatsCommand.STANDARD_DAYS;
        String path = "/users/" + encoded(user) + "/stats?by=" + by + "&" + period.query(standard);
        var question = new QueryOptions.Question(path, "record of the downloads of user " + user);
        PrintWriter out = Output.of(spec);
        out.print(options.shown(question, answer -> Bar.table(answer.path(by.field), by.columns())));
        out.flush();
        return 0;
    }

    /** The text as one segment of a path. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
