package dev.footfall.cli;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "trending",
        description = "List the most downloaded repositories of a running API.",
        footer = {
            "  footfall trending",
            "  footfall trending --type dataset --days 1 --limit 5 --format csv",
            "  footfall trending --days 7 --at 2026-01-31",
            "  footfall trending --classes tool,browser"
        })
final class TrendingCommand implements Runnable {
    private static final List<String> COLUMNS = List.of("id", "recent_downloads", "downloads", "likes", "private");

    @Mixin
    private QueryOptions options = new QueryOptions();

    @Option(names = "--type", paramLabel = "TYPE", description = "model, dataset or space (default: ${DEFAULT-VALUE}).")
    private String type = "model";

    @Option(names = "--days", paramLabel = "N", description = "The number of days (default: ${DEFAULT-VALUE}).")
    private int days = 7;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "The number of repositories (default: " + "${DEFAULT-VALUE}).")
    private int limit = 20;

    @Option(names = "--at", paramLabel = "DATE", description = "The last day, YYYY-MM-DD (default: today, UTC).")
    private @Nullable LocalDate at;

    @Option(
            names = "--classes",
            paramLabel = "CLASS,…",
            description = "Only downloads by these classes of clients, such as tool,ci (default: all).")
    private @Nullable String classes;

    @Override
    public void run() {
        UsageError.type(type); // refuses others
        String path = "/trending?repo_type=" + type + "&days=" + days + "&limit=" + limit
                + (at == null ? "" : "&to=" + at)
                + (classes == null ? "" : "&classes=" + URLEncoder.encode(classes, StandardCharsets.UTF_8));
        options.show(
                new ApiQuestion(path, "trending"),
                "trending",
                trending -> TextTable.aligned(TextTable.rows(trending, COLUMNS)));
    }
}
