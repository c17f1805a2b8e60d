package dev.footfall.standalone.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export",
        description = "Write the days of a repository, or of all that the token may see.",
        footer = {
            "  footfall stats export model myorg/mymodel --days 365 --output mymodel.csv",
            "  footfall stats export --all --from 2026-01-01 --to 2026-12-31 --output 2026.csv"
        })
final class ExportCommand implements Callable<Integer> {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Mixin
    private QueryOptions.Period period = new QueryOptions.Period();

    @Mixin
    private Output output = new Output();

    @Parameters(arity = "0..2", paramLabel = "TYPE NS/NAME", description = "The repository; not with --all.")
    private List<String> words = List.of();

    @Option(names = "--all", description = "All repositories, by type, repository and day.")
    private boolean isAll;

    @Option(names = "--type", paramLabel = "TYPE", description = "With --all: model, dataset or space alone.")
    private @Nullable String type;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "csv, else json for one repository, ndjson with --all.")
    private Format format = Format.csv;

    @Option(names = "--output", paramLabel = "FILE", description = "Where to write; else standard output.")
    private @Nullable Path file;

    enum Format {
        csv,
        json,
        ndjson
    }

    @Override
    public Integer call() throws IOException {
        QueryOptions.Question question = isAll ? all() : one();
        ApiClient client = endpoint.client();
        Path to = file;
        if (to == null) client.copy(question.path(), question.what(), output.stream());
        else AtomicFile.write(to, out -> client.copy(question.path(), question.what(), out));
        return 0;
    }

    private QueryOptions.Question one() {
        if (words.size() != 2) throw new UsageError("export what? TYPE NS/NAME, or --all");
        if (type != null) throw new UsageError("--type goes with --all");
        if (format == Format.ndjson) throw new UsageError("--format is 'ndjson': for one repository it is csv or json");
        QueryOptions.Question question =
                QueryOptions.Repository.days(QueryOptions.Repository.parse(words.get(0), words.get(1)), period);
        return format == Format.json
                ? question
                : new QueryOptions.Question(QueryOptions.asCsv(question.path()), question.what());
    }

    private QueryOptions.Question all() {
        if (!words.isEmpty()) throw new UsageError("either a repository or --all");
        if (format == Format.json) throw new UsageError("--format is 'json': with --all it is csv or ndjson");
        if (type != null) UsageError.type(type); // refuses others
        String path = "/api/v1/daily?format=" + format.name().toLowerCase(Locale.ROOT) + period.chosen()
                + (type == null ? "" : "&repo_type=" + type);
        return new QueryOptions.Question(path, "/api/v1/daily");
    }
}
