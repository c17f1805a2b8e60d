package dev.footfall.operations.logfiles;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** A whole exported log, in the topics and partitions in which it is to be restored. */
final class LogFileContents {
    private final Path file;
    private final ExportedLog exported;
    private final RestoredPlaces places;
    private final ExportedLog log;
    private final OffsetMapping offsets;
    private final TopicSizes sizes;
    private final Map<TopicPartition, Long> records = new HashMap<>();
    private final Map<TopicPartition, ExportedPart> parts = new HashMap<>();

    private LogFileContents(Path file, ExportedLog exported, RestoredPlaces places) {
        this.file = file;
        this.exported = exported;
        this.places = places;
        this.log = places.restored();
        this.offsets = new OffsetMapping(log, places.partitionsBefore());
        this.sizes = new TopicSizes(log);
        for (OffsetRange partition : log.partitions()) records.put(partition.place(), 0L);
    }

    static LogFileContents read(Path file, RestoredTopics topics, ReadProgress progress) {
        try (var reader = new LogFileReader(file)) {
            var places = new RestoredPlaces(file, reader.log(), topics.log(), topics.partitions());
            var contents = new LogFileContents(file, reader.log(), places);
            var number = new long[1];
            reader.forEach(record -> {
                contents.add(record, reader.place());
                progress.show(reader.position(), reader.size(), ++number[0]);
            });
            return contents;
        }
    }

    private void add(ConsumerRecord<byte[], byte[]> exportedRecord, BlockPlace block) {
        var place = new TopicPartition(exportedRecord.topic(), exportedRecord.partition());
        parts.merge(place, new ExportedPart(block, 1), ExportedPart::and);
        for (ConsumerRecord<byte[], byte[]> record : places.placed(exportedRecord)) {
            offsets.pass(record, exportedRecord.partition());
            records.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum);
            sizes.add(record);
        }
    }

    /** The head of the restored log. */
    ExportedLog log() {
        return log;
    }

    RestoredPlaces places() {
        return places;
    }

    /** The number of records of a restored partition. */
    long records(TopicPartition place) {
        return Objects.requireNonNull(records.get(place));
    }

    boolean has(TopicPartition place) {
        return records.containsKey(place);
    }

    TopicSizes sizes() {
        return sizes;
    }

    /** The records as they are to be restored; those of each partition in their order. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        Consumer<ConsumerRecord<byte[], byte[]>> restored =
                record -> places.placed(record).forEach(placed -> action.accept(offsets.restored(placed)));
        if (places.isRepartitioned()) {
            new MergedRecords(file, exported, parts).forEach(restored);
            return;
        }
        try (var reader = new LogFileReader(file)) {
            reader.forEach(restored);
        }
    }
}
