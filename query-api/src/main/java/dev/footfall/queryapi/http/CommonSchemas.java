package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.table.Column;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** JSON schemas and path parameters of repository names that several APIs use. Constants only. */
public final class CommonSchemas {
    public static final List<String> TYPES =
            Stream.of(RepoType.values()).map(RepoType::label).toList();
    public static final Schema TYPE = Schema.enumOf(TYPES);
    private static final Schema ID = Schema.text(3, 193).with("description", "namespace/name");

    private static final Schema NAME = Schema.text(1, 96).with("pattern", "^[A-Za-z0-9._-]+$");

    public static final Parameter NAMESPACE =
            inPath("namespace", "The user or organisation that owns repositories.", NAME);

    public static final Parameter IN_NAMESPACE = inPath("name", "Its name within the namespace.", NAME);

    public static final Parameters REPOSITORY =
            Parameters.of(inPath("type", "The type; plural in the path.", TYPE), NAMESPACE, IN_NAMESPACE);

    public static final Parameter USER = inPath("user", "The user's id.", Schema.text(1, VisitorId.MAX_USER_LENGTH));

    private CommonSchemas() {}

    public static <R> Column<R> type(Function<R, RepoId> repo) {
        return new Column<>("type", TYPE, row -> repo.apply(row).type().label());
    }

    public static <R> Column<R> id(Function<R, RepoId> repo) {
        return new Column<>("id", ID, row -> repo.apply(row).fullName());
    }

    private static Parameter inPath(String name, String meaning, Schema schema) {
        return new Parameter(name, ParameterPlace.PATH, meaning, schema);
    }

    /** Without zeros. */
    public static <K> Schema countsOf(K[] kinds, Function<K, String> label) {
        Schema counts = Schema.object();
        for (K kind : kinds)
            counts = counts.maybe(label.apply(kind), Schema.count().with("minimum", 1));
        return counts;
    }

    public static Schema maybePartial(Schema answer) {
        return answer.maybe("complete", Schema.bool().with("const", false))
                .maybe("missing_partitions", Schema.list(Schema.count()).with("minItems", 1));
    }
}
