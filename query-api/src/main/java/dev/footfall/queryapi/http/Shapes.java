package dev.footfall.queryapi.http;

import dev.footfall.events.RepoType;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Schema;
import java.util.List;
import java.util.stream.Stream;

/** The shapes of values that several answers have, for the API's description. */
final class Shapes {
    static final List<String> TYPES =
            Stream.of(RepoType.values()).map(RepoType::label).toList();
    static final Schema TYPE = Schema.word(TYPES);
    static final Schema ID = Schema.text(3, 193).with("description", "namespace/name");

    private static final Schema NAME = Schema.text(1, 96).with("pattern", "^[A-Za-z0-9._-]+$");

    static final Schema PERIOD = Schema.object()
            .and("start", Schema.date())
            .and("end", Schema.date())
            .and("days", Schema.integer(1, Period.MAX_DAYS))
            .named("Period");

    /** What the path of a repository is made of. */
    static final List<Parameter> REPOSITORY = List.of(
            inPath("type", "The type; in the path it is plural.", TYPE),
            inPath("namespace", "The user or organisation that owns it.", NAME),
            inPath("name", "Its name within the namespace.", NAME));

    static final Parameter USER = inPath("user", "The user's id.", Schema.text(1, VisitorId.MAX_USER_LENGTH));

    private Shapes() {}

    private static Parameter inPath(String name, String meaning, Schema schema) {
        return new Parameter(name, Parameter.Place.PATH, meaning, schema);
    }

    /** This answer, which can be a part that says so. */
    static Schema maybePartial(Schema answer) {
        return answer.maybe("complete", Schema.truth().with("const", false))
                .maybe("missing_partitions", Schema.list(Schema.count()).with("minItems", 1));
    }
}
