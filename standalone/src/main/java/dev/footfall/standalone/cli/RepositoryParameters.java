package dev.footfall.standalone.cli;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The parameters that name a repository: {@code model myorg/mymodel}. */
final class RepositoryParameters {
    @Parameters(index = "0", paramLabel = "TYPE", description = "model, dataset or space")
    private @Nullable String type;

    @Parameters(index = "1", paramLabel = "NS/NAME", description = "The repository's namespace and name.")
    private @Nullable String name;

    /** The repository that the words name. */
    RepoId repository() {
        return parse(String.valueOf(type), String.valueOf(name));
    }

    /**
     * The repository that two words name.
     *
     * @throws UsageError if they name none
     */
    static RepoId parse(String type, String name) {
        RepoType repoType = RepoType.ofLabel(type)
                .orElseThrow(() -> new UsageError("'" + type + "' is no type: model, dataset or space"));
        return RepoId.of(repoType, name)
                .orElseThrow(() -> new UsageError("'" + name
                        + "' is no repository: it has the form namespace/name, each 1 to 96 of A-Z a-z 0-9 . _ -"));
    }

    /** The question for a repository's days. */
    static QueryOptions.Question days(RepoId repo, PeriodOptions period) {
        return question(repo, "/recent?" + period.query(StatsCommand.STANDARD_DAYS));
    }

    /** The question for what is below a repository's place in the API. */
    static QueryOptions.Question question(RepoId repo, String rest) {
        return new QueryOptions.Question(path(repo) + rest, words(repo));
    }

    /** The repository's place in the API. */
    private static String path(RepoId repo) {
        return "/" + repo.type().label() + "s/" + repo.fullName() + "/stats";
    }

    /** The repository in words. */
    private static String words(RepoId repo) {
        return repo.type().label() + " " + repo.fullName();
    }
}
