package dev.footfall.ingest.publish;

import dev.footfall.events.TopicSpec;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

public final class KafkaProbe implements AutoCloseable {
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Admin admin;
    private final String topic;
    private boolean reachable;
    private long askedNanos = System.nanoTime() - FRESH_NANOS;

    public KafkaProbe(PublisherConfig config) {
        topic = config.topics().name(TopicSpec.DOWNLOAD_EVENTS);
        try {
            admin = Admin.create(config.probe());
        } catch (KafkaException e) {
            throw PublisherConfig.unusable(e);
        }
    }

    /** True if a broker knew the topic of events within the last second; waits for its answer for a second at most. */
    public synchronized boolean isReachable() {
        if (System.nanoTime() - askedNanos >= FRESH_NANOS) {
            reachable = ask();
            askedNanos = System.nanoTime();
        }
        return reachable;
    }

    private boolean ask() {
        try {
            admin.describeTopics(List.of(topic)).allTopicNames().get();
            return true;
        } catch (ExecutionException
                | KafkaException
                | IllegalStateException e) { // the answer is no, whatever the reason
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ofSeconds(1));
    }
}
