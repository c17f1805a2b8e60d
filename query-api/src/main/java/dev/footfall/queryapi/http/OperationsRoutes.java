package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.Readiness;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;

/** What operators and their tools ask: is the process alive, can its state be asked, how is it doing. */
final class OperationsRoutes {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Table<String> HEALTHY = Table.of(
                    new Column<String>("status", Schema.word(List.of("up")), status -> status))
            .named("Health");
    private static final Table<Readiness> READINESS = Table.of(
                    Column.bool("ready", Readiness::ready), Column.text("detail", Readiness::detail))
            .named("Readiness");

    static final Operation HEALTH = Responses.service(
            Operation.get("/health", "Whether the process answers."),
            Response.of(200, "It does.", Reply.JSON, HEALTHY.schema()));

    static final Operation READY = Responses.service(
                    Operation.get("/ready", "Whether the counts can be asked."),
                    Response.of(200, "They can.", Reply.JSON, READINESS.schema()))
            .answering(Responses.NOT_READY);

    static final Operation STANDBYS = Responses.service(
                    Operation.get("/ready/standbys", "Whether another node may be stopped, as far as this one knows."),
                    Response.of(
                            200,
                            "It has a whole copy of all that it is to answer for.",
                            Reply.JSON,
                            READINESS.schema()))
            .answering(Responses.NOT_READY);

    static final Operation METRICS = Responses.service(
            Operation.get("/metrics", "How it is doing."),
            Response.of(200, "Prometheus' text format.", METRICS_TYPE, Schema.text()));

    private final StateReader state;
    private final PrometheusMeterRegistry metrics;

    OperationsRoutes(StateReader state, PrometheusMeterRegistry metrics) {
        this.state = state;
        this.metrics = metrics;
    }

    /** {@code GET /health}: 200 while the process answers at all. */
    Reply health() {
        return Numbers.json(HEALTHY, "up").with("Cache-Control", "no-store");
    }

    /** {@code GET /ready}: 200 when every store can be asked, else 503. */
    Reply ready() {
        return reply(state.state().readiness());
    }

    /** {@code GET /ready/standbys}: 200 when another node may stop, else 503. */
    Reply standbys() {
        return reply(state.standbys());
    }

    private static Reply reply(Readiness readiness) {
        if (!readiness.ready())
            return Problem.unavailable(readiness.detail(), json -> json.writeBooleanField("ready", false));
        return Numbers.json(READINESS, readiness).with("Cache-Control", "no-store");
    }

    /** {@code GET /metrics}: Prometheus' text format. */
    Reply metrics() {
        return Reply.of(200, METRICS_TYPE, metrics.scrape());
    }
}
