package dev.footfall.operations.topics;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A look at the topics under a running node: by other settings, brokers delete what a recount needs. */
public final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    private final TopicAdmin topics;
    private final LogPartitions partitions;
    private final Consumer<String> onFailure;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("topic-watch", true));

    /** {@code onFailure} hears why this node cannot continue. */
    public TopicWatch(TopicAdmin topics, LogPartitions partitions, Consumer<String> onFailure) {
        this.topics = topics;
        this.partitions = partitions;
        this.onFailure = onFailure;
        var unused = timer.scheduleWithFixedDelay(this::lookAtPartitions, 1, 1, TimeUnit.MINUTES);
        var unusedToo = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.HOURS);
    }

    /** Nobody would count what is written to the partitions that a topic was given. */
    void lookAtPartitions() {
        try {
            topics.difference(partitions).ifPresent(onFailure);
        } catch (RuntimeException e) { // the edge of the thread; Kafka is away
            LOG.debug("The partitions of the topics are unknown", e);
        }
    }

    void look() {
        try {
            var unused = topics.require();
        } catch (RuntimeException e) { // the edge of the thread
            LOG.warn("The topics are not configured as required: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
