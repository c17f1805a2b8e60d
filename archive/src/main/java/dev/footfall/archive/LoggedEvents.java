package dev.footfall.archive;

import dev.footfall.operations.exports.LoggedEvent;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.logfiles.ReadProgress;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the events of ranges of a log, without the records that counting rejects. */
final class LoggedEvents {
    private final PartitionReader reader;
    private final int partitions;
    private final long total;
    private final ReadProgress progress;
    private long done;

    @FunctionalInterface
    interface EventSink {
        void add(ConsumerRecord<byte[], byte[]> record, LoggedEvent event) throws IOException;
    }

    /** {@code ranges}: all that will be read; {@code progress} is told the records of them that are read. */
    LoggedEvents(PartitionReader reader, int partitions, List<OffsetRange> ranges, ReadProgress progress) {
        this.reader = reader;
        this.partitions = partitions;
        this.total =
                ranges.stream().mapToLong(range -> range.end() - range.first()).sum();
        this.progress = progress;
    }

    /** {@code events}: the number that is shown beside the progress. */
    void read(OffsetRange range, EventSink sink, long events) throws IOException {
        long before = done;
        reader.read(range, (polled, next) -> {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                Optional<LoggedEvent> event = LoggedEvent.of(record, partitions);
                if (event.isPresent()) sink.add(record, event.get());
            }
            done = before + next - range.first();
            progress.show(done, total, events);
        });
        done = before + range.end() - range.first();
    }
}
