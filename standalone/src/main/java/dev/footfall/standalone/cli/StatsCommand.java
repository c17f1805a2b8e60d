package dev.footfall.standalone.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stats",
        description = "Query a running API.",
        subcommands = {StatsCommand.User.class, ExportCommand.class},
        synopsisSubcommandLabel = "get|recent|hourly|clients|classes|sources|user|export",
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
    private static final int STANDARD_DAYS_BY_HOUR = 7;
    private static final String DOWNLOADS = "downloads";
    private static final List<String> TOTALS = List.of(DOWNLOADS, "likes");
    private static final List<String> DAYS = List.of("date", DOWNLOADS, "authenticated", "anonymous", "files");
    private static final List<String> HOURS = List.of("hour", DOWNLOADS, "files", "bytes");
    private static final List<String> SOURCES = List.of("source", "files", "http", "git", "lfs", "first", "last");

    @Command(
            name = "get",
            description = "Show a repository's totals.",
            footer = "  footfall stats get model myorg/mymodel --format json")
    void get(@Mixin QueryOptions options, @Mixin QueryOptions.Repository which) {
        options.showAsRow(QueryOptions.Repository.question(which.repository(), ""), TOTALS);
    }

    @Command(
            name = "recent",
            description = "Show a repository's days, up to today (UTC).",
            footer = {
                "  footfall stats recent model myorg/mymodel --days 7",
                "  footfall stats recent model myorg/mymodel --from 2026-01-01 --to 2026-01-31"
            })
    void recent(@Mixin QueryOptions.RepositoryPeriod query) {
        query.showBars("recent", STANDARD_DAYS, "stats", DAYS);
    }

    @Command(
            name = "hourly",
            description = "Show a repository's hours, up to today (UTC).",
            footer = {
                "  footfall stats hourly model myorg/mymodel --days 2",
                "  footfall stats hourly model myorg/mymodel --from 2026-01-01 --to 2026-01-31 --format csv"
            })
    void hourly(@Mixin QueryOptions.RepositoryPeriod query) {
        query.showBars("hourly", STANDARD_DAYS_BY_HOUR, "stats", HOURS);
    }

    @Command(
            name = "clients",
            description = "Show a repository's downloads by client software.",
            footer = {
                "  footfall stats clients model myorg/mymodel --days 365",
                "  footfall stats clients model myorg/mymodel --from 2026-01-01 --to 2026-01-31 --format csv"
            })
    void clients(@Mixin QueryOptions.RepositoryPeriod query) {
        query.showBars("clients", STANDARD_DAYS, "clients", List.of("client", DOWNLOADS));
    }

    @Command(
            name = "classes",
            description = "Show a repository's downloads by class of client.",
            footer = "  footfall stats classes model myorg/mymodel --days 365")
    void classes(@Mixin QueryOptions.RepositoryPeriod query) {
        query.showBars("classes", STANDARD_DAYS, "classes", List.of("class", DOWNLOADS));
    }

    @Command(
            name = "sources",
            description = "Show the file servers that sent a repository's files.",
            footer = "  footfall stats sources model myorg/mymodel --format csv")
    void sources(@Mixin QueryOptions options, @Mixin QueryOptions.Repository which) {
        QueryOptions.Question question = QueryOptions.Repository.question(which.repository(), "/sources");
        options.show(question, answer -> TextTable.aligned(QueryOptions.rows(answer.path("sources"), SOURCES)));
    }

    @Command(
            name = "user",
            description = "Show what a user downloaded, up to today (UTC), to that user and administrators.",
            footer = {
                "  footfall stats user alice --token TOKEN",
                "  footfall stats user alice --by day --days 7",
                "  footfall stats user alice --by hour --from 2026-01-01 --to 2026-01-31 --format csv"
            })
    static final class User implements Runnable {
        @Mixin
        private QueryOptions options = new QueryOptions();

        @Parameters(paramLabel = "USER", description = "The user's id, as tokens and events have it.")
        private String user = "";

        @Mixin
        private QueryOptions.Period period = new QueryOptions.Period();

        @Option(
                names = "--by",
                paramLabel = "repository|day|hour",
                description = "What the rows are: ${COMPLETION-CANDIDATES}; else repository.")
        private Rows by = Rows.repository;

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
        public void run() {
            int standard = by == Rows.hour ? StatsCommand.STANDARD_DAYS_BY_HOUR : StatsCommand.STANDARD_DAYS;
            String path = "/users/" + encoded(user) + "/stats?by=" + by + "&" + period.query(standard);
            var question = new QueryOptions.Question(path, "record of the downloads of user " + user);
            options.show(question, answer -> TextTable.Bar.table(answer.path(by.field), by.columns()));
        }

        private static String encoded(String text) {
            return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
        }
    }
}
