package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.KafkaProbe;
import dev.footfall.ingest.publish.PromptPublisher;
import dev.footfall.queryapi.http.QueryServer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The rooms that one process has opened. They close in the reverse order; one that fails to keeps no other open. */
final class Rooms implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Rooms.class);

    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Deque<AutoCloseable> open = new ArrayDeque<>();

    Rooms() {
        new JvmMemoryMetrics().bindTo(metrics);
        new ProcessorMetrics().bindTo(metrics);
        new UptimeMetrics().bindTo(metrics);
    }

    /** Notes what was just opened, and hands it back. */
    <T extends AutoCloseable> T add(T room) {
        open.push(room);
        return room;
    }

    /** An aggregator that has begun to count; {@code onFailure} hears when it has stopped for good. */
    Aggregator aggregator(RoomConfigs configs, Path stateDirectory, Consumer<String> onFailure) {
        Aggregator aggregator = add(new Aggregator(configs.aggregator(stateDirectory), onFailure));
        aggregator.bindTo(metrics);
        aggregator.start();
        return aggregator;
    }

    QueryServer query(RoomConfigs configs, Aggregator aggregator) {
        return add(QueryServer.start(configs.query(), aggregator.state(), metrics, Clock.systemUTC()));
    }

    KafkaEventPublisher publisher(RoomConfigs configs) {
        return add(new KafkaEventPublisher(configs.publisher()));
    }

    IngestServer ingest(RoomConfigs configs, KafkaEventPublisher publisher, VisitorSecret secret) {
        KafkaProbe probe = add(new KafkaProbe(configs.publisher()));
        var wiring = new IngestServer.Wiring(
                new PromptPublisher(publisher, probe::isReachable),
                probe::isReachable,
                secret,
                Clock.systemUTC(),
                metrics,
                metrics::scrape);
        return add(IngestServer.start(configs.ingest(), wiring));
    }

    @Override
    public void close() {
        while (!open.isEmpty()) close(open.pop());
    }

    private static void close(AutoCloseable room) {
        try {
            room.close();
        } catch (Exception e) {
            LOG.warn("{} did not stop in order", room.getClass().getSimpleName(), e);
        }
    }
}
