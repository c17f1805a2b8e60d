package dev.footfall.ingest.daykeys;

import dev.footfall.ingest.KeysUnavailableException;
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
 * The log of keys in a topic of one partition, with one writer at a time: whoever becomes the writer fences the one before,
 * and reads then what that one has committed. A writer whose change cannot be committed learns that there is another.
 */
public final class KafkaKeyLog implements KeyLog {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PublisherConfig config;
    private @Nullable KeyReader reader;
    private @Nullable FencedWriter writer;

    /** The log of this Kafka, which need not be there yet. */
    public KafkaKeyLog(PublisherConfig config) {
        this.config = config;
    }

    @Override
    public KeyBook change(Function<KeyBook, List<KeyRecord>> change) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int failed = 1; ; failed++) {
            try {
                return tryToChange(change);
            } catch (KafkaException e) { // fenced, or it is not known what was written: the log knows
                closeWriter();
                boolean isOver = e instanceof InterruptException || System.nanoTime() > giveUpNanos;
                if (isOver) throw new KeysUnavailableException("Kafka gives no key of visitors: " + e.getMessage());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(failed * PAUSE.toNanos()));
            }
        }
    }

    private KeyBook tryToChange(Function<KeyBook, List<KeyRecord>> change) {
        if (reader == null) reader = new KeyReader(config);
        KeyBook book = reader.readToEnd();
        if (change.apply(book).isEmpty()) return book;
        if (writer == null) writer = new FencedWriter(config);
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
