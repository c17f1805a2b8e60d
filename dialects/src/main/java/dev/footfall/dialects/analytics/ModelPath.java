package dev.footfall.dialects.analytics;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Request;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Optional;

/**
 * A form of the paths below {@code /v1/analytics/models/} in which a repository's {@link RepoId#mixedName} stands: one
 * percent-encoded segment, as clients send it, or the raw segments that proxies make of it.
 */
record ModelPath(String name, List<Parameter> parameters) {
    private static final String ROOT = "/v1/analytics/models/";
    private static final int FIRST_SEGMENT = 3;

    private static final Parameter ID = new Parameter(
            "model_id", ParameterPlace.PATH, "The name, percent-encoded as one segment.", Schema.text(3, 202));
    private static final Parameter KIND = new Parameter(
            "kind",
            ParameterPlace.PATH,
            "The prefix of a dataset or a space.",
            Schema.enumOf(List.of("datasets", "spaces")));

    static final List<ModelPath> ALL = List.of(
            new ModelPath("{model_id}", List.of(ID)),
            new ModelPath("{namespace}/{name}", List.of(CommonSchemas.NAMESPACE, CommonSchemas.IN_NAMESPACE)),
            new ModelPath(
                    "{kind}/{namespace}/{name}", List.of(KIND, CommonSchemas.NAMESPACE, CommonSchemas.IN_NAMESPACE)));

    Operation operation(String end, String summary) {
        return Operation.get(ROOT + name + end, summary).taking(() -> parameters);
    }

    Optional<RepoId> repository(Request request) {
        List<String> name = request.segmentsFrom(FIRST_SEGMENT).subList(0, parameters.size());
        return RepoId.ofMixedName(String.join("/", name));
    }
}
