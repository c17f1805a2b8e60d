package dev.footfall.queryapi.http;

import dev.footfall.queryapi.gaps.GapCache;
import dev.footfall.queryapi.http.admission.Shares;
import dev.footfall.queryapi.route.StateReader;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** {@code gaps} are as of some seconds ago. */
public record QueryService(
        Backend backend,
        AnswerRenderer answers,
        Shares shares,
        EventStreams streams,
        GapCache gaps,
        String frameAncestors) {
    QueryService(Backend backend, AnswerRenderer answers, Shares shares, EventStreams streams, String frameAncestors) {
        this(backend, answers, shares, streams, backend.gaps(), frameAncestors);
    }

    public StateReader state() {
        return backend.state();
    }

    public RepositoryLookup repositories() {
        return new RepositoryLookup(state());
    }

    public PrometheusMeterRegistry metrics() {
        return backend.metrics();
    }

    public Instant now() {
        return backend.clock().instant();
    }

    public LocalDate today() {
        return LocalDate.ofInstant(now(), ZoneOffset.UTC);
    }
}
