package dev.footfall.aggregator.query;

import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where the log ends, for the partitions that are counted here; asked of the broker twice a second. */
public final class LogEnds implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogEnds.class);
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final Admin admin;
    private final LivePartitions live;
    private final Map<Integer, Long> ends = new ConcurrentHashMap<>();
    private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(task -> {
        var thread = new Thread(task, "footfall-log-ends");
        thread.setDaemon(true);
        return thread;
    });

    /** Asks through this client, which it closes with itself. */
    public LogEnds(Admin admin, LivePartitions live) {
        this.admin = admin;
        this.live = live;
    }

    /** Begins to ask. */
    public void start() {
        var unused = executor.scheduleWithFixedDelay(this::refresh, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void refresh() {
        Map<TopicPartition, OffsetSpec> wanted = live.numbers().stream()
                .collect(Collectors.toMap(
                        number -> new TopicPartition(Topics.DOWNLOAD_EVENTS, number), number -> OffsetSpec.latest()));
        if (wanted.isEmpty()) return;
        try {
            admin.listOffsets(wanted, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get(10, TimeUnit.SECONDS)
                    .forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.debug("The ends of the log could not be read; the last known ones stand", e);
        }
    }

    /** The offset behind a partition's last record, as far as is known. */
    public OptionalLong end(int partition) {
        Long end = ends.get(partition);
        return end == null ? OptionalLong.empty() : OptionalLong.of(end);
    }

    /** How many records of a partition lie between this offset and the end, as far as is known. */
    public long behind(int partition, long nextOffset) {
        return Math.max(0, end(partition).orElse(0) - nextOffset);
    }

    @Override
    public void close() {
        executor.shutdownNow();
        admin.close(Duration.ofSeconds(1));
    }
}
