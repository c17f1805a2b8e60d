package dev.footfall.operations.topics;

import java.util.OptionalInt;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An hourly check of the topics under a running node: by other settings, brokers delete what a recount needs. */
public final class TopicWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TopicWatch.class);

    private final TopicAdmin topics;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory("topic-watch", true));

    public TopicWatch(TopicAdmin topics) {
        this.topics = topics;
        var unused = timer.scheduleWithFixedDelay(this::look, 1, 1, TimeUnit.HOURS);
    }

    void look() {
        try {
            topics.require(OptionalInt.empty());
        } catch (RuntimeException e) { // the edge of the thread
            LOG.warn("The topics are not as they must be: {}", e.getMessage());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
