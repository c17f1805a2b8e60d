package dev.footfall.queryapi.http.operations;

import dev.footfall.aggregator.query.LocalState.Readiness;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.MetricsText;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.function.Function;

public final class OperationsApi implements Api {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Table<String> HEALTHY = Table.of(
                    new Column<String>("status", Schema.enumOf(List.of("up")), status -> status))
            .named("Health");
    private static final Table<Readiness> READINESS = Table.of(
                    Column.bool("ready", Readiness::ready), Column.text("detail", Readiness::detail))
            .named("Readiness");
    private static final Table<Ready> READY_BY_RULES = Table.<Ready>of()
            .and(READINESS, Ready::readiness)
            .and(Column.text("rules", Ready::rules))
            .named("Ready");

    private static final Operation HEALTH = Responses.service(
            Operation.get("/health", "Whether the process answers."),
            Response.of(200, "It does.", Reply.JSON, HEALTHY.schema()));

    private static final Operation READY = Responses.service(
                    Operation.get("/ready", "Whether the counts can be asked."),
                    Response.of(
                            200, "They can; and by which rules they are counted.", Reply.JSON, READY_BY_RULES.schema()))
            .answering(Responses.NOT_READY);

    private static final Operation STANDBYS = Responses.service(
                    Operation.get("/ready/standbys", "Whether another node may be stopped, as far as this one knows."),
                    Response.of(
                            200,
                            "It has a whole copy of all that it is to answer for.",
                            Reply.JSON,
                            READINESS.schema()))
            .answering(Responses.NOT_READY);

    private static final Operation METRICS = Responses.service(
            Operation.get("/metrics", "How it is doing; samples of sources for administrators."),
            Response.of(200, "Prometheus' text format.", METRICS_TYPE, Schema.text()));

    private record Ready(Readiness readiness, String rules) {}

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        StateReader state = service.state();
        String rules = service.backend().rules().id();
        var sources = new SourceMeters(service.gaps()::sourcesSoon, service.metrics());
        return List.of(
                Endpoint.of(HEALTH, request -> health()),
                Endpoint.of(
                        READY,
                        request -> reply(state.state().readiness(), READY_BY_RULES, now -> new Ready(now, rules))),
                Endpoint.of(STANDBYS, request -> reply(state.standbys(), READINESS, now -> now)),
                Endpoint.of(METRICS, request -> {
                    sources.refresh();
                    String all = service.metrics().scrape();
                    boolean maySeeSources = request.caller().admin();
                    return Reply.of(200, METRICS_TYPE, maySeeSources ? all : MetricsText.withoutSources(all));
                }));
    }

    @Override
    public boolean isForOperators() {
        return true;
    }

    private static Reply health() {
        return AnswerRenderer.json(HEALTHY, "up").with("Cache-Control", "no-store");
    }

    private static <R> Reply reply(Readiness readiness, Table<R> table, Function<Readiness, R> row) {
        if (!readiness.ready())
            return Problem.unavailable(readiness.detail(), json -> json.writeBooleanField("ready", false));
        return AnswerRenderer.json(table, row.apply(readiness)).with("Cache-Control", "no-store");
    }
}
