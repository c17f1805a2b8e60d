package dev.footfall.standalone;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Set;

/**
 * The meters that {@code GET /metrics} shows: Footfall's own, the JVM's, and of the several hundred of Kafka's clients
 * those that an operator would graph or alert on. docs/operations.md explains each.
 */
final class RetainedMeters implements MeterFilter {
    private static final String KAFKA = "kafka.";

    /** The names of the meters in the registry, where Prometheus has "_" for ".". */
    static final Set<String> OF_KAFKA = Set.of(
            "kafka.stream.client.state",
            "kafka.stream.alive.stream.threads",
            "kafka.stream.failed.stream.threads",
            "kafka.stream.thread.process.rate",
            "kafka.stream.thread.process.ratio",
            "kafka.stream.thread.poll.ratio",
            "kafka.stream.thread.commit.rate",
            "kafka.stream.thread.commit.ratio",
            "kafka.stream.thread.commit.latency.avg",
            "kafka.stream.thread.commit.latency.max",
            "kafka.stream.state.updater.active.restoring.tasks",
            "kafka.stream.state.updater.standby.updating.tasks",
            "kafka.stream.state.updater.restore.records.rate",
            "kafka.consumer.fetch.manager.records.lag.max",
            "kafka.consumer.fetch.manager.fetch.latency.avg",
            "kafka.consumer.coordinator.rebalance.total",
            "kafka.consumer.coordinator.rebalance.latency.max",
            "kafka.producer.request.latency.avg",
            "kafka.producer.request.latency.max",
            "kafka.producer.record.send.rate",
            "kafka.producer.record.retry.rate",
            "kafka.producer.record.error.rate");

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        boolean isKept = !id.getName().startsWith(KAFKA) || (OF_KAFKA.contains(id.getName()) && !isCopy(id));
        return isKept ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    /** Of a topic with dots in its name, Kafka's clients have each meter twice: once more with "_" for ".". */
    private static boolean isCopy(Meter.Id id) {
        String topic = id.getTag("topic");
        return topic != null && topic.startsWith("footfall_");
    }
}
