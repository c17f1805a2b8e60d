package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.events.RepoId;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footfall stats get|recent|export}. */
@Command(
        name = "stats",
        description = "Ask a running API for a repository's numbers.",
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
    int get(@Mixin AskingOptions asking, @Mixin RepositoryParameters which) {
        RepoId repo = which.repository();
        JsonNode answer = asking.client().get(RepositoryParameters.path(repo), RepositoryParameters.words(repo));
        JsonNode rows =
                answer.isArray() ? answer : JsonNodeFactory.instance.arrayNode().add(answer);
        print(asking.shown(answer, rows, TOTALS, AskingOptions.Format.text));
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
    int recent(@Mixin AskingOptions asking, @Mixin RepositoryParameters which, @Mixin PeriodOptions period) {
        print(days(asking, which, period, AskingOptions.Format.text));
        return 0;
    }

    @Command(
            name = "export",
            description = "Write a repository's days as CSV.",
            footerHeading = "%nExample:%n",
            footer = "  footfall stats export model myorg/mymodel --days 365 --output mymodel.csv")
    int export(
            @Mixin AskingOptions asking,
            @Mixin RepositoryParameters which,
            @Mixin PeriodOptions period,
            @Option(names = "--output", paramLabel = "FILE", description = "Where to write; else standard output.")
                    @Nullable
                    Path output) {
        String text = days(asking, which, period, AskingOptions.Format.csv);
        if (output == null) print(text);
        else write(output, text);
        return 0;
    }

    private static String days(
            AskingOptions asking, RepositoryParameters which, PeriodOptions period, AskingOptions.Format unlessSaid) {
        RepoId repo = which.repository();
        String path = RepositoryParameters.path(repo) + "/recent?" + period.query();
        JsonNode answer = asking.client().get(path, RepositoryParameters.words(repo));
        return asking.shown(answer, answer.path("stats"), DAYS, unlessSaid);
    }

    private static void write(Path output, String text) {
        try {
            Files.writeString(output, text);
        } catch (IOException e) {
            throw new IllegalStateException(output + " cannot be written: " + e, e);
        }
    }

    private void print(String text) {
        PrintWriter out = Output.of(spec);
        out.print(text);
        out.flush();
    }
}
