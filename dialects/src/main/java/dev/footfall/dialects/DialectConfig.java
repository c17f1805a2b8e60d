package dev.footfall.dialects;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The settings {@code dialects.*}.
 *
 * @param names the repository of a dialect and a name, empty where none is configured ({@code dialects.names})
 * @param root the dialect that is answered at the root too ({@code dialects.root})
 */
public record DialectConfig(RepoType type, BiFunction<String, String, Optional<RepoId>> names, Optional<String> root) {}
