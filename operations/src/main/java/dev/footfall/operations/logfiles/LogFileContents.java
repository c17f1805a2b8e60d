package dev.footfall.operations.logfiles;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** A whole exported log: the number of records of each of its partitions, and the offsets that sealed days name. */
record LogFileContents(ExportedLog log, Map<TopicPartition, Long> records, TopicSizes sizes, OffsetMapping offsets) {
    LogFileContents {
        records = Map.copyOf(records);
    }

    static LogFileContents read(Path file, ReadProgress progress) {
        Map<TopicPartition, Long> records = new HashMap<>();
        try (var reader = new LogFileReader(file)) {
            for (OffsetRange partition : reader.log().partitions()) records.put(partition.place(), 0L);
            var sizes = new TopicSizes(reader.log());
            var offsets = new OffsetMapping(reader.log());
            var number = new long[1];
            reader.forEach(record -> {
                records.merge(new TopicPartition(record.topic(), record.partition()), 1L, Long::sum);
                sizes.add(record);
                offsets.pass(record);
                progress.show(reader.position(), reader.size(), ++number[0]);
            });
            return new LogFileContents(reader.log(), records, sizes, offsets);
        }
    }
}
