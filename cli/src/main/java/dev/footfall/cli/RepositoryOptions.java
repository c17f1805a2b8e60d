package dev.footfall.cli;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

final class RepositoryOptions {
    @Parameters(index = "0", paramLabel = "TYPE", description = "model, dataset or space")
    private @Nullable String type;

    @Parameters(index = "1", paramLabel = "NS/NAME", description = "The repository's namespace and name.")
    private @Nullable String name;

    RepoId repository() {
        return parse(String.valueOf(type), String.valueOf(name));
    }

    static RepoId parse(String type, String name) {
        RepoType repoType = RepoType.ofLabel(type)
                .orElseThrow(() -> new UsageError("'" + type + "' is not a type: allowed is model, dataset or space"));
        return RepoId.of(repoType, name)
                .orElseThrow(() -> new UsageError("'" + name
                        + "' is not a repository: the form is namespace/name, each 1 to 96 characters of A-Z a-z 0-9 "
                        + ". _ -"));
    }

    static ApiQuestion question(RepoId repo, String rest) {
        String path = "/" + repo.type().label() + "s/" + repo.fullName() + "/stats";
        return new ApiQuestion(path + rest, repo.type().label() + " " + repo.fullName());
    }
}
