package dev.footfall.operations.logfiles;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The contents of an exported log that was read to its end, and is whole.
 *
 * @param records the number of records of each of its partitions
 * @param offsets those that sealed days name
 */
record LogContents(ExportedLog log, Map<TopicPartition, Long> records, TopicSizes sizes, MovedOffsets offsets) {
    LogContents {
        records = Map.copyOf(records);
    }

    /**
     * Reads a file, without keeping what is in it.
     *
     * @throws BadLogFile if it is not a whole exported log
     */
    static LogContents read(Path file, MoveProgress progress) {
        Map<TopicPartition, Long> records = new HashMap<>();
        try (var reader = new LogFileReader(file)) {
            for (ExportedPartition partition : reader.log().partitions()) records.put(partition.place(), 0L);
            var sizes = new TopicSizes(reader.log());
            var offsets = new MovedOffsets(reader.log());
            var number = new long[1];
            reader.forEach(record -> {
                records.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum);
                sizes.add(record);
                offsets.pass(record);
                progress.show(reader.position(), reader.size(), ++number[0]);
            });
            return new LogContents(reader.log(), records, sizes, offsets);
        }
    }
}
