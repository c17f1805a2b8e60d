package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.Readiness;
import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.gaps.SourceTotals;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.MetricsText;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * Routes for operators: {@code /health}, {@code /ready}, {@code /ready/standbys} and {@code /metrics}. They have permits of
 * their own, so a busy API still answers them.
 */
public final class OperationsApi implements Api {
    private static final String METRICS_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final Table<String> HEALTHY = Table.of(
                    new Column<String>("status", Schema.enumOf(List.of("up")), status -> status))
            .named("Health");
    private static final Table<Readiness> READINESS = Table.of(
                    Column.bool("ready", Readiness::ready), Column.text("detail", Readiness::detail))
            .named("Readiness");

    private static final Operation HEALTH = Responses.service(
            Operation.get("/health", "Whether the process answers."), Response.json("It does.", HEALTHY.schema()));

    private static final Operation READY = Responses.service(
                    Operation.get("/ready", "Whether the counts can be queried."),
                    Response.json(
                            "They can; with the rules that they are counted by.",
                            readyBy("").schema()))
            .answering(Responses.NOT_READY);

    private static final Operation STANDBYS = Responses.service(
                    Operation.get("/ready/standbys", "Whether another node may be stopped, as far as this one knows."),
                    Response.json(
                            "This node has a complete copy of all partitions that it must answer " + "for.",
                            READINESS.schema()))
            .answering(Responses.NOT_READY);

    private static final Operation METRICS = Responses.service(
            Operation.get("/metrics", "Metrics; administrators also get the samples of sources."),
            Response.of(200, "The Prometheus text format.", METRICS_TYPE, Schema.text()));

    /** One for all states that answer in turn: a sample that was added shows what its meters know. */
    private volatile Optional<SourceMeters> meters = Optional.empty();

    @Override
    public String words() {
        return Unchecked.text(OperationsApi.class, "operations.json");
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        StateReader state = service.state();
        Table<Readiness> readiness = readyBy(service.backend().rules().id());
        SourceMeters sources = meters.orElseGet(() -> new SourceMeters(service.metrics()));
        meters = Optional.of(sources);
        return List.of(
                Endpoint.of(HEALTH, request -> health()),
                Endpoint.of(READY, request -> reply(state.state().readiness(), readiness)),
                Endpoint.of(STANDBYS, request -> reply(state.standbys(), READINESS)),
                Endpoint.of(METRICS, request -> {
                    sources.refresh(service.gaps()::sourcesSoon);
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

    private static Table<Readiness> readyBy(String rules) {
        return READINESS
                .and(Column.text("rules", any -> rules))
                .and(Column.text("peers", any -> PeerProtocol.VERSION))
                .named("Ready");
    }

    private static Reply reply(Readiness readiness, Table<Readiness> table) {
        if (!readiness.ready())
            return Problem.unavailable(readiness.detail(), json -> json.writeBooleanField("ready", false));
        return AnswerRenderer.json(table, readiness).with("Cache-Control", "no-store");
    }

    /**
     * Meters of the sources with the most events, a number that is bounded because each is a label. Every node has those of all
     * partitions, so they are no sums over nodes; what was known stays while a partition does not answer.
     */
    static final class SourceMeters {
        static final int MOST = 50;

        private static final double MILLIS = 1_000;

        private final Map<String, SourceTotals> latest = new ConcurrentHashMap<>();
        private final Map<MultiGauge, ToDoubleFunction<SourceTotals>> gauges = new LinkedHashMap<>();

        SourceMeters(MeterRegistry metrics) {
            MultiGauge.Builder last = MultiGauge.builder("footfall.source.last.event.timestamp.seconds")
                    .description("Time of a source's latest event, seconds since 1970");
            gauges.put(last.register(metrics), source -> source.last().toEpochMilli() / MILLIS);
            MultiGauge.Builder events =
                    MultiGauge.builder("footfall.source.events").description("Events of a source, except duplicates");
            gauges.put(events.register(metrics), SourceTotals::events);
            MultiGauge.Builder withoutAgent = MultiGauge.builder("footfall.source.events.without.agent")
                    .description("Events of a source without a User-Agent, except duplicates");
            gauges.put(withoutAgent.register(metrics), SourceTotals::withoutAgent);
        }

        /**
         * Takes over what is known now. Samples are added once and follow their source from then on: a scrape that meets one that is
         * being replaced finds it twice, and fails.
         */
        synchronized void refresh(Supplier<Optional<List<SourceTotals>>> known) {
            known.get().ifPresent(this::refresh);
        }

        private void refresh(List<SourceTotals> sources) {
            List<SourceTotals> most = sources.stream()
                    .sorted(Comparator.comparingLong(SourceTotals::events).reversed())
                    .limit(MOST)
                    .toList();
            most.forEach(source -> latest.put(source.source(), source));
            gauges.forEach((gauge, value) -> register(gauge, most, value));
            latest.keySet().retainAll(most.stream().map(SourceTotals::source).toList());
        }

        private void register(MultiGauge gauge, List<SourceTotals> sources, ToDoubleFunction<SourceTotals> value) {
            List<MultiGauge.Row<?>> rows = sources.stream()
                    .map(SourceTotals::source)
                    .<MultiGauge.Row<?>>map(
                            source -> MultiGauge.Row.of(Tags.of("source", source), () -> latest(source, value)))
                    .toList();
            gauge.register(rows, false);
        }

        /** Nothing if it is no longer among them: a scrape may be under way. */
        private double latest(String source, ToDoubleFunction<SourceTotals> value) {
            SourceTotals totals = latest.get(source);
            return totals == null ? Double.NaN : value.applyAsDouble(totals);
        }
    }
}
