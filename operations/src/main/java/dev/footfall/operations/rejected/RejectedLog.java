package dev.footfall.operations.rejected;

import dev.footfall.events.RejectedEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topic of rejected events and the originals that it leads to, as they are committed now. Used by one thread. */
public final class RejectedLog implements AutoCloseable {
    /** Unwanted records that are read in passing rather than by a request for each wanted one. */
    private static final long NEAR = 1_000;

    private final PartitionReader reader;
    private final Topics log;
    private final Instant since;

    /** Records rejected before {@code since} are skipped. */
    public RejectedLog(Map<String, String> kafka, Topics log, Instant since) {
        this.since = since;
        this.reader = PartitionReader.ofCommitted(kafka);
        this.log = log;
    }

    /** The topic's time index skips earlier ones. */
    public void forEach(Consumer<RejectedRecord> listener) {
        for (OffsetRange partition : reader.partitionsSince(log.name(TopicSpec.REJECTED), since)) {
            read(partition, record -> rejected(record).ifPresent(listener));
        }
    }

    public Optional<RejectedRecord> at(RejectedPlace place) {
        return record(new TopicPartition(log.name(TopicSpec.REJECTED), place.partition()), place.offset())
                .flatMap(RejectedLog::rejected);
    }

    public Optional<ConsumerRecord<byte[], byte[]>> original(RejectedEvent.FromTopic origin) {
        return record(new TopicPartition(origin.topic(), origin.partition()), origin.offset());
    }

    public void originals(
            TopicPartition partition, NavigableSet<Long> offsets, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        OffsetRange whole = reader.partition(partition);
        NavigableSet<Long> kept = offsets.subSet(whole.first(), true, whole.end(), false);
        while (!kept.isEmpty()) {
            long first = kept.first();
            long last = first;
            for (long offset : kept) {
                if (offset - last > NEAR) break;
                last = offset;
            }
            read(new OffsetRange(partition.topic(), partition.partition(), first, last + 1), record -> {
                if (offsets.contains(record.offset())) listener.accept(record);
            });
            kept = kept.tailSet(last, false);
        }
    }

    private Optional<ConsumerRecord<byte[], byte[]>> record(TopicPartition partition, long offset) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (reader.partitions(partition.topic()).size() > partition.partition()) {
            originals(partition, new TreeSet<>(List.of(offset)), found::add);
        }
        return found.stream().findFirst();
    }

    private void read(OffsetRange range, Consumer<ConsumerRecord<byte[], byte[]>> listener) {
        reader.read(range, (records, next) -> records.forEach(listener));
    }

    private static Optional<RejectedRecord> rejected(ConsumerRecord<byte[], byte[]> record) {
        if (record.value() == null) return Optional.empty();
        var place = new RejectedPlace(record.partition(), record.offset());
        return RejectedEvent.ofJson(record.value())
                .map(event -> new RejectedRecord(place, Instant.ofEpochMilli(record.timestamp()), event));
    }

    @Override
    public void close() {
        reader.close();
    }
}
