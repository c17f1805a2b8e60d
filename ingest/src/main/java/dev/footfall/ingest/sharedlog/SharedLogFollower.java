package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.publish.PublisherConfig;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.utils.ThreadUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The state of a shared log, such as that of users' names: read to its end at first, and followed from then on. */
public final class SharedLogFollower<S, R> implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SharedLogFollower.class);
    private static final long ROUND_MILLIS = 200;

    private final SharedLogReader<S, R> reader;
    private final S state;
    private final String subject;
    private final ScheduledExecutorService rounds;
    private boolean isAway;

    public SharedLogFollower(PublisherConfig kafka, SharedTopic<S, R> topic, String clientId) {
        subject = topic.subject();
        rounds = Executors.newSingleThreadScheduledExecutor(ThreadUtils.createThreadFactory(clientId, true));
        reader = new SharedLogReader<>(kafka, topic, clientId);
        try {
            state = reader.readToEnd();
        } catch (KafkaException e) {
            close();
            throw new IllegalStateException("the " + subject + " cannot be read: " + e.getMessage(), e);
        }
        var unused = rounds.scheduleWithFixedDelay(this::follow, ROUND_MILLIS, ROUND_MILLIS, TimeUnit.MILLISECONDS);
    }

    public S state() {
        return state;
    }

    public synchronized void follow() {
        if (rounds.isShutdown()) return;
        try {
            var unused = reader.readToEnd();
            isAway = false;
        } catch (RuntimeException e) { // the edge of the thread
            if (!isAway && !rounds.isShutdown()) LOG.warn("the {} cannot be followed now: {}", subject, e.getMessage());
            isAway = true;
        }
    }

    @Override
    public void close() {
        rounds.shutdownNow();
        synchronized (this) {
            reader.close();
        }
    }
}
