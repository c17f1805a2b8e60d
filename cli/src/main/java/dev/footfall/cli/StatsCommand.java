package dev.footfall.cli;

import dev.footfall.events.RepoType;
import dev.footfall.standalone.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "stats",
        description = "Query a running API.",
        subcommands = {StatsCommand.User.class, StatsCommand.ExportCommand.class},
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
    void get(@Mixin QueryOptions options, @Mixin RepositoryOptions which) {
        options.showAsRow(RepositoryOptions.question(which.repository(), ""), TOTALS);
    }

    @Command(
            name = "recent",
            description = "Show a repository's days, up to today (UTC).",
            footer = {
                "  footfall stats recent model myorg/mymodel --days 7",
                "  footfall stats recent model myorg/mymodel --from 2026-01-01 --to 2026-01-31"
            })
    void recent(@Mixin RepositoryPeriodOptions query) {
        query.showBars("recent", STANDARD_DAYS, "stats", DAYS);
    }

    @Command(
            name = "hourly",
            description = "Show a repository's hours, up to today (UTC).",
            footer = {
                "  footfall stats hourly model myorg/mymodel --days 2",
                "  footfall stats hourly model myorg/mymodel --from 2026-01-01 --to 2026-01-31 --format csv"
            })
    void hourly(@Mixin RepositoryPeriodOptions query) {
        query.showBars("hourly", STANDARD_DAYS_BY_HOUR, "stats", HOURS);
    }

    @Command(
            name = "clients",
            description = "Show a repository's downloads by client software.",
            footer = {
                "  footfall stats clients model myorg/mymodel --days 365",
                "  footfall stats clients model myorg/mymodel --from 2026-01-01 --to 2026-01-31 --format csv"
            })
    void clients(@Mixin RepositoryPeriodOptions query) {
        query.showBars("clients", STANDARD_DAYS, "clients", List.of("client", DOWNLOADS));
    }

    @Command(
            name = "classes",
            description = "Show a repository's downloads by class of client.",
            footer = "  footfall stats classes model myorg/mymodel --days 365")
    void classes(@Mixin RepositoryPeriodOptions query) {
        query.showBars("classes", STANDARD_DAYS, "classes", List.of("class", DOWNLOADS));
    }

    @Command(
            name = "sources",
            description = "Show the file servers that sent a repository's files.",
            footer = "  footfall stats sources model myorg/mymodel --format csv")
    void sources(@Mixin QueryOptions options, @Mixin RepositoryOptions which) {
        ApiQuestion question = RepositoryOptions.question(which.repository(), "/sources");
        options.show(question, "sources", sources -> TextTable.aligned(TextTable.rows(sources, SOURCES)));
    }

    @Command(
            name = "user",
            description = "Show what a user downloaded, up to today (UTC); for that user and administrators.",
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
        private PeriodOptions period = new PeriodOptions();

        @Option(
                names = "--by",
                paramLabel = "repository|day|hour",
                description = "The kind of rows: ${COMPLETION-CANDIDATES} (default: repository).")
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
            String encoded = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
            String path = "/v1/users/" + encoded + "/stats?by=" + by + "&" + period.query(standard);
            var question = new ApiQuestion(path, "record of the downloads of user " + user);
            options.show(question, by.field, rows -> TextTable.withBars(rows, by.columns()));
        }
    }

    @Command(
            name = "export",
            description = "Write the days of a repository, or of all that the token may see.",
            footer = {
                "  footfall stats export model myorg/mymodel --days 365 --output mymodel.csv",
                "  footfall stats export --all --from 2026-01-01 --to 2026-12-31 --output 2026.csv",
                "  footfall stats export --all --from 2026-10-01 --to 2026-10-31 --format sushi-rd1 --publisher Hub"
            })
    static final class ExportCommand implements Callable<Integer> {
        @Mixin
        private EndpointOptions endpoint = new EndpointOptions();

        @Mixin
        private PeriodOptions period = new PeriodOptions();

        @Mixin
        private Output output = new Output();

        @Parameters(arity = "0..2", paramLabel = "TYPE NS/NAME", description = "The repository; not with --all.")
        private List<String> words = List.of();

        @Option(names = "--all", description = "All repositories, by type, repository and day.")
        private boolean isAll;

        @Option(
                names = "--type",
                paramLabel = "TYPE",
                description = "With --all: only model, dataset or space (default: all; in sushi-rd1 dataset).")
        private @Nullable String type;

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description = "csv (default); json for one repository; ndjson or sushi-rd1 with --all.")
        private Format format = Format.csv;

        @Option(names = "--publisher", paramLabel = "NAME", description = "The publisher, in sushi-rd1.")
        private String publisher = "Footfall";

        @Option(names = "--output", paramLabel = "FILE", description = "The file to write (default: standard output).")
        private @Nullable Path file;

        enum Format {
            csv,
            json,
            ndjson,
            sushi_rd1;

            @Override
            public String toString() {
                return name().replace('_', '-');
            }
        }

        @Override
        public Integer call() throws IOException {
            ApiQuestion question = isAll ? all() : one();
            ApiClient client = endpoint.client();
            Path to = file;
            if (to == null) {
                write(client, question, output.stream());
                return 0;
            }
            AtomicFile.write(to, out -> write(client, question, out));
            output.printf(
                    "wrote %s%n", VisibleText.of(to.toAbsolutePath().normalize().toString()));
            return 0;
        }

        private void write(ApiClient client, ApiQuestion question, OutputStream out) throws IOException {
            if (format == Format.sushi_rd1) period.sushiReport(publisher).write(client, question, out);
            else client.copy(question.path(), question.what(), out);
        }

        private ApiQuestion one() {
            if (words.size() != 2) throw new UsageError("nothing to export: give TYPE NS/NAME, or --all");
            if (type != null) throw new UsageError("--type requires --all");
            if (format == Format.ndjson || format == Format.sushi_rd1)
                throw new UsageError("--format is '" + format + "': for one repository it is csv or json");
            ApiQuestion question = RepositoryOptions.question(
                    RepositoryOptions.parse(words.get(0), words.get(1)), "/recent?" + period.query(STANDARD_DAYS));
            return format == Format.json
                    ? question
                    : new ApiQuestion(QueryOptions.asCsv(question.path()), question.what());
        }

        private ApiQuestion all() {
            if (!words.isEmpty()) throw new UsageError("either a repository or --all");
            if (format == Format.json)
                throw new UsageError("--format is 'json': with --all it is csv, ndjson or sushi-rd1");
            if (type != null) UsageError.type(type); // refuses others
            boolean isReport = format == Format.sushi_rd1;
            String shown = type == null && isReport ? RepoType.DATASET.label() : type;
            String path = "/v1/daily?format=" + (isReport ? Format.ndjson : format) + period.chosen()
                    + (shown == null ? "" : "&repo_type=" + shown) + (isReport ? "&by=access" : "");
            return new ApiQuestion(path, "/v1/daily");
        }
    }
}
