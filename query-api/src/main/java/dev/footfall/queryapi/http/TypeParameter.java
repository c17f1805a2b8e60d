package dev.footfall.queryapi.http;

import dev.footfall.events.RepoType;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Optional;

/** The type of repositories: {@code type}, or {@code repo_type} as events call it; one of the two. */
public record TypeParameter(String meaning, Optional<RepoType> standard) implements Parameters {
    /** Of rows of all repositories. */
    public static final TypeParameter ANY =
            new TypeParameter("Only repositories of this type; by default all.", Optional.empty());

    private static final String NAME = "type";
    private static final String OTHER_NAME = "repo_type";

    @Override
    public List<Parameter> all() {
        Schema schema = standard.map(type -> CommonSchemas.TYPE.with("default", type.label()))
                .orElse(CommonSchemas.TYPE);
        return List.of(
                new Parameter(NAME, ParameterPlace.QUERY, meaning, schema),
                new Parameter(OTHER_NAME, ParameterPlace.QUERY, "The same as type, as events call it.", schema));
    }

    /** The one asked for, or the standard one; empty for all types. */
    public Optional<RepoType> of(QueryParameters query) {
        Optional<String> type = word(NAME).of(query);
        Optional<String> other = word(OTHER_NAME).of(query);
        if (type.isPresent() && other.isPresent())
            throw new BadParameter(OTHER_NAME, other.get(), "not allowed with type, which means the same");
        return type.or(() -> other).flatMap(RepoType::ofLabel).or(() -> standard);
    }

    private QueryParameter<Optional<String>> word(String name) {
        return QueryParameter.word(name, meaning, CommonSchemas.TYPES);
    }
}
