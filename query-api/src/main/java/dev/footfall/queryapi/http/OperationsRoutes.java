package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** What operators and their tools ask: is the process alive, can its state be asked, how is it doing. */
final class OperationsRoutes {
    private final LocalState state;
    private final PrometheusMeterRegistry metrics;

    OperationsRoutes(LocalState state, PrometheusMeterRegistry metrics) {
        this.state = state;
        this.metrics = metrics;
    }

    /** {@code GET /health}: 200 while the process answers at all. */
    Reply health() {
        return Reply.of(200, Reply.JSON, Json.object(json -> json.writeStringField("status", "up")))
                .with("Cache-Control", "no-store");
    }

    /** {@code GET /ready}: 200 when every store can be asked, else 503. */
    Reply ready() {
        Readiness readiness = state.readiness();
        if (!readiness.ready())
            return Problem.unavailable(readiness.detail(), json -> json.writeBooleanField("ready", false));
        return Reply.of(200, Reply.JSON, Json.object(json -> {
                    json.writeBooleanField("ready", true);
                    json.writeStringField("detail", readiness.detail());
                }))
                .with("Cache-Control", "no-store");
    }

    /** {@code GET /metrics}: Prometheus' text format. */
    Reply metrics() {
        return Reply.of(200, "text/plain; version=0.0.4; charset=utf-8", metrics.scrape());
    }
}
