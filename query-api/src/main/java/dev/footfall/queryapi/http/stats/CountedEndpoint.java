package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.rules.clients.ClientClass;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.List;

/**
 * {@code GET /v1/counted}: the projections that are counted and those that are not, so that a client need not be refused to
 * know them.
 */
record CountedEndpoint(QueryService service) {
    private static final Schema NAMES = Schema.list(Schema.enumOf(ProjectionNames.ALL));
    private static final Table<Backend> COUNTED = Table.of(
                    new Column<Backend>("counted", NAMES, backend -> names(backend, true)),
                    new Column<Backend>("not_counted", NAMES, backend -> names(backend, false)),
                    new Column<Backend>(
                            "classes",
                            Schema.list(Schema.text()),
                            backend -> backend.classes().stream()
                                    .map(ClientClass::label)
                                    .toList()))
            .named("Counted");
    static final Operation OPERATION = Responses.service(
            Operation.get("/v1/counted", "What is counted in addition to downloads a day."),
            Response.json(
                    "The projections of the setting, and the classes of clients that are counted apart.",
                    COUNTED.schema()));

    private static List<String> names(Backend backend, boolean isCounted) {
        return ProjectionNames.ALL.stream()
                .filter(name -> backend.projects(name) == isCounted)
                .toList();
    }

    Reply answer(Request request) {
        return AnswerRenderer.json(COUNTED, service.backend()).with("Cache-Control", "no-store");
    }
}
