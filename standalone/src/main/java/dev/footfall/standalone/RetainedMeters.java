package dev.footfall.standalone;

import static java.util.Map.entry;

import dev.footfall.events.TopicSpec;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import java.util.Map;
import java.util.stream.Stream;

/** The meters that {@code GET /metrics} shows; of Kafka's hundreds those to graph or alert on (docs/metrics.md). */
final class RetainedMeters implements MeterFilter {
    private static final String KAFKA = "kafka.";

    /** The meanings of Kafka's meters by their names in the registry, where Prometheus has "_" for ".". */
    static final Map<String, String> OF_KAFKA = Map.ofEntries(
            entry("kafka.stream.client.state", "1 rebalancing, 2 running, 5 and 6 in error"),
            entry("kafka.stream.alive.stream.threads", "counting threads alive"),
            entry("kafka.stream.failed.stream.threads", "counting threads that died and were replaced"),
            entry("kafka.stream.thread.process.rate", "batches of records per second"),
            entry("kafka.stream.thread.process.ratio", "share of a counting thread's time spent counting"),
            entry("kafka.stream.thread.poll.ratio", "share spent polling"),
            entry("kafka.stream.thread.commit.rate", "commits per second"),
            entry("kafka.stream.thread.commit.ratio", "share spent committing"),
            entry("kafka.stream.thread.commit.latency.avg", "mean duration of a commit, ms"),
            entry("kafka.stream.thread.commit.latency.max", "longest commit, ms"),
            entry("kafka.stream.state.updater.active.restoring.tasks", "partitions being restored"),
            entry("kafka.stream.state.updater.standby.updating.tasks", "partitions followed"),
            entry("kafka.stream.state.updater.restore.records.rate", "changes restored or followed per second"),
            entry(
                    "kafka.consumer.fetch.manager.records.lag.max",
                    "records behind the end, by `topic` and `partition`: log and changelogs"),
            entry("kafka.consumer.fetch.manager.fetch.latency.avg", "mean duration of a fetch, ms"),
            entry("kafka.consumer.coordinator.rebalance.total", "rebalances of the group"),
            entry("kafka.consumer.coordinator.rebalance.latency.max", "longest rebalance, ms"),
            entry("kafka.producer.request.latency.avg", "mean duration of a write, ms"),
            entry("kafka.producer.request.latency.max", "longest write, ms"),
            entry("kafka.producer.record.send.rate", "records written per second"),
            entry("kafka.producer.record.retry.rate", "writes repeated per second"),
            entry("kafka.producer.record.error.rate", "writes given up per second"));

    @Override
    public MeterFilterReply accept(Meter.Id id) {
        boolean isKept = !id.getName().startsWith(KAFKA) || (OF_KAFKA.containsKey(id.getName()) && !isCopy(id));
        return isKept ? MeterFilterReply.NEUTRAL : MeterFilterReply.DENY;
    }

    /** Of a topic with dots in its name, Kafka's clients have each meter twice: once more with "_" for ".". */
    private static boolean isCopy(Meter.Id id) {
        String topic = id.getTag("topic");
        return topic != null
                && topic.contains("_")
                && Stream.of(TopicSpec.values()).anyMatch(spec -> spec.isNamed(topic.replace('_', '.')));
    }
}
