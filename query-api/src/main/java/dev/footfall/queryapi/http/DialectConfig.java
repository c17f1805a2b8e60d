package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/**
 * The settings of the APIs of other products.
 *
 * @param names the repository of a name, or of a dialect and a name, empty where none is configured ({@code
 *     dialects.names})
 * @param root the dialect that is answered at the root too ({@code dialects.root})
 * @param groups the file of groups of users ({@code analytics.groups})
 */
public record DialectConfig(
        RepoType type, Function<String, Optional<RepoId>> names, Optional<String> root, Optional<Path> groups) {}
