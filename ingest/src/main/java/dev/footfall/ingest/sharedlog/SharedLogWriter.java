package dev.footfall.ingest.sharedlog;

import java.util.List;

/** Writes the records of one shared log, durably. Fails with a {@code KafkaException}, and is unusable then. */
sealed interface SharedLogWriter<R> extends AutoCloseable permits AppendingWriter, FencedWriter {
    /** The offset to be read to before anything is written. */
    long recoveredEnd();

    /** Returns the offset after the records, 0 if there are none. */
    long write(List<R> records);

    @Override
    void close();
}
