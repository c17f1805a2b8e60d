package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RepoId;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall stats get|recent|export}. */
@Command(
        name = "stats",
        description = "Ask a running API for numbers.",
        subcommands = ExportCommand.class,
        synopsisSubcommandLabel = "get|recent|export",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall stats get model myorg/mymodel",
            "  footfall stats recent dataset elastic/product_1 --days 7",
            "  footfall stats export model myorg/mymodel --days 365 --output mymodel.csv"
        })
final class StatsCommand {
    private static final List<String> TOTALS = List.of("downloads", "likes");
    private static final List<String> DAYS = List.of("date", "downloads", "authenticated", "anonymous", "files");

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "get",
            description = "Show a repository's totals.",
            footerHeading = "%nExample:%n",
            footer = "  footfall stats get model myorg/mymodel --format json")
    int get(@Mixin QueryOptions options, @Mixin RepositoryParameters which) {
        RepoId repo = which.repository();
        var question = new QueryOptions.Question(RepositoryParameters.path(repo), RepositoryParameters.words(repo));
        print(options.shownAsRow(question, TOTALS));
        return 0;
    }

    @Command(
            name = "recent",
            description = "Show a repository's days, up to today (UTC).",
            footerHeading = "%nExamples:%n",
            footer = {
                "  footfall stats recent model myorg/mymodel --days 7",
                "  footfall stats recent model myorg/mymodel --from 2026-01-01 --to 2026-01-31"
            })
    int recent(@Mixin QueryOptions options, @Mixin RepositoryParameters which, @Mixin PeriodOptions period) {
        print(options.shown(RepositoryParameters.days(which.repository(), period), StatsCommand::days));
        return 0;
    }

    /** A row for each day, with a bar as long as its downloads are many. */
    static String days(JsonNode answer) {
        long most = 0;
        for (JsonNode day : answer.path("stats"))
            most = Math.max(most, day.path("downloads").asLong());
        var rows = new ArrayList<List<String>>();
        for (List<String> row : QueryOptions.rows(answer.path("stats"), DAYS)) {
            var withBar = new ArrayList<>(row);
            withBar.add(rows.isEmpty() ? "" : Bar.of(Long.parseLong(row.get(1)), most));
            rows.add(withBar);
        }
        return TextTable.aligned(rows);
    }

    private void print(String text) {
        PrintWriter out = Output.of(spec);
        out.print(text);
        out.flush();
    }
}
