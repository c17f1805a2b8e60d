package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.topology.Backlog;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end offsets of the log's partitions, asked of the brokers twice a second, and the ids of its topics. An answer holds for a while: a broker
 * that is gone has no records that could be missed before another takes its place. A process that was paused knows no
 * end until it has asked again. Records of transactions that are open count as the log's.
 */
public final class LogEnds implements Backlog, AutoCloseable {
    /** The reason for which nothing is answered while {@link #lag} is empty. */
    static final String UNKNOWN =
            "the log's end offset is unknown: the brokers have not answered recently, or this process was paused";

    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** The requests for ends from one for the topics' ids to the next. */
    private static final int REQUESTS_PER_ID = 10;

    /** The longest time between two requests; after a longer one the process was paused. */
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    /** The time that an end holds while no broker answers for its partition: one that died is replaced sooner. */
    private static final Duration LONGEST_OUTAGE = Duration.ofSeconds(30);

    private record End(long offset, long askedNanos) {}

    @FunctionalInterface
    public interface Reading {
        /** The offset of the first event of a partition at or after this one, as far as is known. */
        long pass(int partition, long offset);
    }

    private final Admin admin;
    private final Topics log;
    private final int partitions;
    private final Reading reading;
    private final LongSupplier nanos;
    private final Map<Integer, End> ends = new ConcurrentHashMap<>();
    private volatile long lastRunNanos;
    private volatile Optional<String> id = Optional.empty();
    private int requests;
    private final ScheduledExecutorService executor =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("footfall-log-ends", true));

    /**
     * Asks through this client, which it closes with itself. {@code reading}: what lies before an end and is nothing to
     * count; {@code nanos}: a clock that runs while the process is paused.
     */
    public LogEnds(Admin admin, Topics log, int partitions, Reading reading, LongSupplier nanos) {
        this.admin = admin;
        this.log = log;
        this.partitions = partitions;
        this.reading = reading;
        this.nanos = nanos;
    }

    public void start() {
        var unused = executor.scheduleWithFixedDelay(this::refresh, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    void refresh() {
        if (requests++ % REQUESTS_PER_ID == 0 || id.isEmpty()) askId();
        long askedNanos = nanos.getAsLong();
        Map<TopicPartition, OffsetSpec> wanted = new HashMap<>();
        for (int partition = 0; partition < partitions; partition++) {
            wanted.put(new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition), OffsetSpec.latest());
        }
        var open = new CountDownLatch(wanted.size());
        try {
            var options = new ListOffsetsOptions(IsolationLevel.READ_UNCOMMITTED).timeoutMs((int) PATIENCE.toMillis());
            ListOffsetsResult answers = admin.listOffsets(wanted, options);
            for (TopicPartition partition : wanted.keySet()) {
                var unused = answers.partitionResult(partition).whenComplete((end, error) -> {
                    if (end != null) ends.put(partition.partition(), new End(end.offset(), askedNanos));
                    open.countDown();
                });
            }
            boolean isAnswered = open.await(2 * PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (!isAnswered) LOG.debug("The brokers are slow to report the log's end offsets");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) { // the client is closed or cannot ask; the known ends stay valid for a while
            LOG.debug("The log's end offsets could not be requested", e);
        }
        lastRunNanos = nanos.getAsLong();
    }

    private void askId() {
        List<String> topics = List.of(log.name(TopicSpec.DOWNLOAD_EVENTS), log.name(TopicSpec.LIKES));
        try {
            var unused = admin.describeTopics(topics).allTopicNames().whenComplete((found, error) -> {
                if (found != null) id = Optional.of(id(topics, found));
                else LOG.debug("The log's topics could not be described", error);
            });
        } catch (RuntimeException e) { // the client is closed
            LOG.debug("The log's topics could not be asked for", e);
        }
    }

    private static String id(List<String> topics, Map<String, TopicDescription> found) {
        return topics.stream()
                .map(topic -> Objects.requireNonNull(found.get(topic)).topicId().toString())
                .collect(Collectors.joining(" "));
    }

    @Override
    public Optional<String> id() {
        return id;
    }

    @Override
    public OptionalLong end(int partition) {
        End end = ends.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end.offset());
    }

    @Override
    public long lastKnownLag(int partition, long nextOffset) {
        return Math.max(0, end(partition).orElse(0) - reading.pass(partition, nextOffset));
    }

    /** The number of records of a partition between this offset and the end; empty when that is not known now. */
    OptionalLong lag(int partition, long nextOffset) {
        long now = nanos.getAsLong();
        End end = ends.get(partition);
        return end == null
                        || now - lastRunNanos > LONGEST_PAUSE.toNanos()
                        || now - end.askedNanos() > LONGEST_OUTAGE.toNanos()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, end.offset() - reading.pass(partition, nextOffset)));
    }

    /** Asks if a partition has an event at or after this offset that no open transaction holds up; false if none answers. */
    public boolean hasCommittedBeyond(int partition, long nextOffset) {
        var place = new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition);
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs((int) PATIENCE.toMillis());
        try {
            long end = admin.listOffsets(Map.of(place, OffsetSpec.latest()), options)
                    .partitionResult(place)
                    .get()
                    .offset();
            return end > reading.pass(partition, nextOffset);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            return false;
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
