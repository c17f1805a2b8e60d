package dev.footfall.standalone.cli;

import java.io.PrintWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall stats get|recent|hourly|clients|classes|sources|user|export}. */
@Command(
        name = "stats",
        description = "Ask a running API for numbers.",
        subcommands = {HourlyCommand.class, UserCommand.class, ExportCommand.class},
        synopsisSubcommandLabel = "get|recent|hourly|clients|classes|sources|user|export",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall stats get model myorg/mymodel",
            "  footfall stats recent dataset elastic/product_1 --days 7",
            "  footfall stats hourly model myorg/mymodel --days 2",
            "  footfall stats clients model myorg/mymodel --days 365",
            "  footfall stats sources model myorg/mymodel",
            "  footfall stats user alice --by day",
            "  footfall stats export model myorg/mymodel --days 365 --output mymodel.csv"
        })
final class StatsCommand {
    static final int STANDARD_DAYS = 30;
    private static final String DOWNLOADS = "downloads";
    private static final List<String> TOTALS = List.of(DOWNLOADS, "likes");
    private static final List<String> DAYS = List.of("date", DOWNLOADS, "authenticated", "anonymous", "files");
    private static final List<String> SOURCES = List.of("source", "files", "http", "git", "lfs", "first", "last");

    @Spec
    private @Nullable CommandSpec spec;

    @Command(
            name = "get",
            description = "Show a repository's totals.",
            footerHeading = "%nExample:%n",
            footer = "  footfall stats get model myorg/mymodel --format json")
    int get(@Mixin QueryOptions options, @Mixin RepositoryParameters which) {
        print(options.shownAsRow(RepositoryParameters.question(which.repository(), ""), TOTALS));
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
        QueryOptions.Question question = RepositoryParameters.days(which.repository(), period);
        print(options.shown(question, answer -> Bar.table(answer.path("stats"), DAYS)));
        return 0;
    }

    @Command(
            name = "clients",
            description = "Show the software by which a repository's downloads began.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  footfall stats clients model myorg/mymodel --days 365",
                "  footfall stats clients model myorg/mymodel --from 2026-01-01 --to 2026-01-31 --format csv"
            })
    int clients(@Mixin QueryOptions options, @Mixin RepositoryParameters which, @Mixin PeriodOptions period) {
        QueryOptions.Question question =
                RepositoryParameters.question(which.repository(), "/clients?" + period.query(STANDARD_DAYS));
        print(options.shown(question, answer -> Bar.table(answer.path("clients"), List.of("client", DOWNLOADS))));
        return 0;
    }

    @Command(
            name = "classes",
            description = "Show the classes of the clients by which a repository's downloads began.",
            footerHeading = "%nExample:%n",
            footer = "  footfall stats classes model myorg/mymodel --days 365")
    int classes(@Mixin QueryOptions options, @Mixin RepositoryParameters which, @Mixin PeriodOptions period) {
        QueryOptions.Question question =
                RepositoryParameters.question(which.repository(), "/classes?" + period.query(STANDARD_DAYS));
        print(options.shown(question, answer -> Bar.table(answer.path("classes"), List.of("class", DOWNLOADS))));
        return 0;
    }

    @Command(
            name = "sources",
            description = "Show the file servers from which a repository's files came.",
            footerHeading = "%nExample:%n",
            footer = "  footfall stats sources model myorg/mymodel --format csv")
    int sources(@Mixin QueryOptions options, @Mixin RepositoryParameters which) {
        QueryOptions.Question question = RepositoryParameters.question(which.repository(), "/sources");
        print(options.shown(question, answer -> TextTable.aligned(QueryOptions.rows(answer.path("sources"), SOURCES))));
        return 0;
    }

    private void print(String text) {
        PrintWriter out = Output.of(spec);
        out.print(text);
        out.flush();
    }
}
