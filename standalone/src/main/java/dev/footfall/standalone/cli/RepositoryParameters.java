package dev.footfall.standalone.cli;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** Which repository: {@code model myorg/mymodel}. */
final class RepositoryParameters {
    @Parameters(index = "0", paramLabel = "TYPE", description = "model, dataset or space")
    private @Nullable String type;

    @Parameters(index = "1", paramLabel = "NS/NAME", description = "The repository's namespace and name.")
    private @Nullable String name;

    /**
     * The repository that the words name.
     *
     * @throws IllegalArgumentException if they name none
     */
    RepoId repository() {
        RepoType repoType = RepoType.ofLabel(String.valueOf(type))
                .orElseThrow(() -> new IllegalArgumentException("'" + type + "' is no type: model, dataset or space"));
        return RepoId.of(repoType, String.valueOf(name))
                .orElseThrow(() -> new IllegalArgumentException("'" + name
                        + "' is no repository: it has the form namespace/name, each 1 to 96 of A-Z a-z 0-9 . _ -"));
    }

    /** The repository's place in the API. */
    static String path(RepoId repo) {
        return "/" + repo.type().label() + "s/" + repo.fullName() + "/stats";
    }

    /** The repository in words. */
    static String words(RepoId repo) {
        return repo.type().label() + " " + repo.fullName();
    }
}
