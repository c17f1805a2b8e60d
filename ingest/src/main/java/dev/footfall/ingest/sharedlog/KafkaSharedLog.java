package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.jspecify.annotations.Nullable;

/** A shared log in a topic of one partition. */
public final class KafkaSharedLog<S, R> implements SharedLog<S, R> {

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PublisherConfig config;
    private final SharedTopic<S, R> topic;
    private @Nullable SharedLogReader<S, R> reader;
    private @Nullable SharedLogWriter<R> writer;

    public KafkaSharedLog(PublisherConfig config, SharedTopic<S, R> topic) {
        this.config = config;
        this.topic = topic;
    }

    @Override
    public S change(Function<S, List<R>> change) {
        long giveUpNanos = System.nanoTime() + SharedLogReader.PATIENCE.toNanos();
        for (int failed = 1; ; failed++) {
            try {
                return tryToChange(change);
            } catch (KafkaException e) { // fenced, or it is not known what was written: the log knows
                closeWriter();
                boolean isHopeless = e instanceof InterruptException || e instanceof AuthorizationException;
                boolean isOver = isHopeless || System.nanoTime() > giveUpNanos;
                String id = e instanceof TransactionalIdAuthorizationException
                        ? " (" + config.topics().transactionalId(topic.spec()) + ")"
                        : "";
                if (isOver)
                    throw new SharedLogUnavailableException(
                            "Kafka does not provide the " + topic.subject() + ": " + e.getMessage() + id);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(failed * PAUSE.toNanos()));
            }
        }
    }

    private S tryToChange(Function<S, List<R>> change) {
        if (reader == null)
            reader = new SharedLogReader<>(config, topic, config.topics().name(topic.spec()));
        S state = reader.readToEnd();
        if (change.apply(state).isEmpty()) return state;
        if (writer == null) writer = newWriter();
        reader.readTo(writer.recoveredEnd());
        return reader.readTo(writer.write(change.apply(reader.readToEnd())));
    }

    private SharedLogWriter<R> newWriter() {
        return topic.spec().transactionalId().isPresent()
                ? new FencedWriter<>(config, topic)
                : new AppendingWriter<>(config, topic);
    }

    @Override
    public void close() {
        closeWriter();
        if (reader != null) reader.close();
        reader = null;
    }

    private void closeWriter() {
        if (writer != null) writer.close();
        writer = null;
    }
}
