package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.query.LogPartition;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeLogDirsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.LogDirDescription;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ReplicaInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log of events as its brokers describe it; sizes need Describe on the cluster. Safe for many threads. */
public record LogDescription(Admin admin, Topics log, int partitions) {
    private static final Logger LOG = LoggerFactory.getLogger(LogDescription.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** All partitions, by number. What the brokers do not tell within seconds is empty. */
    public List<LogPartition> read() {
        Map<Integer, TopicPartitionInfo> described = described();
        Map<Integer, Map<String, LogDirDescription>> disks = disks(described);
        Function<Integer, Optional<Long>> begins = offsets(OffsetSpec.earliest());
        Function<Integer, Optional<Long>> ends = offsets(OffsetSpec.latest());
        return IntStream.range(0, partitions)
                .mapToObj(partition -> {
                    Optional<TopicPartitionInfo> info = Optional.ofNullable(described.get(partition));
                    Optional<Node> leader = info.map(TopicPartitionInfo::leader).filter(node -> !node.isEmpty());
                    return new LogPartition(
                            partition,
                            leader.map(node -> node.host() + ":" + node.port()),
                            info.map(known -> known.replicas().size()),
                            info.map(known -> known.isr().size()),
                            begins.apply(partition),
                            ends.apply(partition),
                            leader.flatMap(node -> bytes(disks.getOrDefault(node.id(), Map.of()), partition)));
                })
                .toList();
    }

    private Map<Integer, TopicPartitionInfo> described() {
        String topic = topic();
        return asked(() -> admin.describeTopics(List.of(topic), new DescribeTopicsOptions().timeoutMs(millis()))
                        .topicNameValues()
                        .get(topic))
                .map(TopicDescription::partitions)
                .map(all -> all.stream().collect(Collectors.toMap(TopicPartitionInfo::partition, Function.identity())))
                .orElse(Map.of());
    }

    private Map<Integer, Map<String, LogDirDescription>> disks(Map<Integer, TopicPartitionInfo> described) {
        List<Integer> brokers = described.values().stream()
                .map(TopicPartitionInfo::leader)
                .filter(leader -> leader != null && !leader.isEmpty())
                .map(Node::id)
                .distinct()
                .toList();
        var answers = asked(() -> KafkaFuture.completedFuture(
                        admin.describeLogDirs(brokers, new DescribeLogDirsOptions().timeoutMs(millis()))
                                .descriptions()))
                .orElse(Map.of());
        return answers.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> asked(entry::getValue).orElse(Map.of())));
    }

    private Optional<Long> bytes(Map<String, LogDirDescription> directories, int partition) {
        var replica = new TopicPartition(topic(), partition);
        return directories.values().stream()
                .map(LogDirDescription::replicaInfos)
                .filter(replicas -> replicas.containsKey(replica))
                .map(replicas -> replicas.get(replica))
                .filter(found -> !found.isFuture())
                .map(ReplicaInfo::size)
                .findFirst();
    }

    private Function<Integer, Optional<Long>> offsets(OffsetSpec which) {
        Map<TopicPartition, OffsetSpec> wanted = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic(), partition))
                .collect(Collectors.toMap(Function.identity(), any -> which));
        Optional<ListOffsetsResult> answers = asked(() ->
                KafkaFuture.completedFuture(admin.listOffsets(wanted, new ListOffsetsOptions().timeoutMs(millis()))));
        return partition -> answers.flatMap(
                        all -> asked(() -> all.partitionResult(new TopicPartition(topic(), partition))))
                .map(ListOffsetsResult.ListOffsetsResultInfo::offset);
    }

    private String topic() {
        return log.name(TopicSpec.DOWNLOAD_EVENTS);
    }

    private static int millis() {
        return (int) PATIENCE.toMillis();
    }

    private static <T> Optional<T> asked(Supplier<KafkaFuture<T>> question) {
        try {
            return Optional.of(question.get().get(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | KafkaException | IllegalStateException e) {
            LOG.debug("The brokers did not describe the log", e); // away, not allowed, or this client is closed
            return Optional.empty();
        }
    }
}
