package dev.footfall.standalone.cli;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options: the part of a diff that is wanted. The API checks them. */
final class DiffFilter {
    @Option(
            names = "--top",
            paramLabel = "N",
            description = "How many repositories, those that moved most; else 10, with --by 50.")
    private @Nullable Integer top;

    @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; goes with --to.")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; goes with --from.")
    private @Nullable LocalDate to;

    @Option(names = "--type", paramLabel = "TYPE", description = "model, dataset or space alone; else all.")
    private @Nullable String type;

    @Option(
            names = "--repo",
            paramLabel = "TYPE/NS/NAME",
            description = "This repository alone, such as model/myorg/mymodel; may be repeated. Else all.")
    private List<String> repositories = new ArrayList<>();

    /**
     * The filter as the end of the API's query string.
     *
     * @param standardTop the number of repositories when none is chosen
     */
    String query(int standardTop) {
        if ((from == null) != (to == null)) throw new UsageError("--from and --to go together");
        if (type != null && RepoType.ofLabel(type).isEmpty()) {
            throw new UsageError("--type is '" + type + "': allowed is model, dataset or space");
        }
        return "&top=" + (top == null ? standardTop : top)
                + (from == null ? "" : "&from=" + from + "&to=" + to)
                + (type == null ? "" : "&repo_type=" + type)
                + (repositories.isEmpty() ? "" : "&repo=" + String.join(",", checked()));
    }

    private List<String> checked() {
        for (String repository : repositories) {
            if (RepoId.ofKey(repository).isPresent()) continue;
            throw new UsageError("--repo is '" + repository + "': allowed is a repository such as model/myorg/mymodel");
        }
        return repositories;
    }
}
