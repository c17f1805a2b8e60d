package dev.footfall.queryapi.http;

import dev.footfall.events.RepoType;
import dev.footfall.queryapi.openapi.Schema;
import java.util.List;
import java.util.stream.Stream;

/** The shapes of values that several answers have, for the API's description. */
final class Shapes {
    static final List<String> TYPES =
            Stream.of(RepoType.values()).map(RepoType::label).toList();
    static final Schema TYPE = Schema.word(TYPES);
    static final Schema ID = Schema.text(3, 193).with("description", "namespace/name");

    static final Schema PERIOD = Schema.object()
            .and("start", Schema.date())
            .and("end", Schema.date())
            .and("days", Schema.integer(1, Period.MAX_DAYS))
            .named("Period");

    private Shapes() {}

    /** This answer, which can be a part that says so. */
    static Schema maybePartial(Schema answer) {
        return answer.maybe("complete", Schema.truth().with("const", false))
                .maybe("missing_partitions", Schema.list(Schema.count()).with("minItems", 1));
    }
}
