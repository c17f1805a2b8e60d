package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A shared log in a topic of one partition, with one writer at a time: whoever becomes the writer fences the one before,
 * and reads then what that one has committed. A writer whose change cannot be committed learns that there is another.
 */
public final class KafkaSharedLog<B, R> implements SharedLog<B, R> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PublisherConfig config;
    private final SharedTopic<B, R> topic;
    private @Nullable BookReader<B, R> reader;
    private @Nullable FencedWriter<R> writer;

    public KafkaSharedLog(PublisherConfig config, SharedTopic<B, R> topic) {
        this.config = config;
        this.topic = topic;
    }

    @Override
    public B change(Function<B, List<R>> change) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int failed = 1; ; failed++) {
            try {
                return tryToChange(change);
            } catch (KafkaException e) { // fenced, or it is not known what was written: the log knows
                closeWriter();
                boolean isOver = e instanceof InterruptException || System.nanoTime() > giveUpNanos;
                if (isOver)
                    throw new SharedLogUnavailableException(
                            "Kafka gives no " + topic.subject() + ": " + e.getMessage());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(failed * PAUSE.toNanos()));
            }
        }
    }

    private B tryToChange(Function<B, List<R>> change) {
        if (reader == null)
            reader = new BookReader<>(config, topic, config.topics().transactionalId(topic.spec()));
        B book = reader.readToEnd();
        if (change.apply(book).isEmpty()) return book;
        if (writer == null) writer = new FencedWriter<>(config, topic);
        return reader.readTo(writer.write(change.apply(reader.readToEnd())));
    }

    @Override
    public void forget() {
        closeWriter();
        if (reader != null) reader.close();
        reader = null;
    }

    private void closeWriter() {
        if (writer != null) writer.close();
        writer = null;
    }

    @Override
    public void close() {
        forget();
    }
}
