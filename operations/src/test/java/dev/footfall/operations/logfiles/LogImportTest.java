package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogImportTest {
    private static final int PARTITIONS = 2;

    @TempDir
    Path directory;

    @Test
    void splitsPartitionsWithSealedDaysAndRefusesAnyOtherNumber() throws IOException {
        Path file = write(TopicSpec.SEALED_DAYS);

        var refused = assertThrows(IllegalStateException.class, () -> imported(file, OptionalInt.of(3)));

        assertEquals(
                "days of this log are sealed, so its 2 partitions can only be split: set topics.partitions to a multiple of 2,"
                        + " such as 4, and not to 3",
                refused.getMessage());
        assertThrows(IllegalStateException.class, () -> imported(file, OptionalInt.of(1)));
        assertEquals(1, imported(file, OptionalInt.of(64)).sizes().records());
        assertEquals(1, imported(file, OptionalInt.of(PARTITIONS)).sizes().records());
        assertEquals(1, imported(file, OptionalInt.empty()).sizes().records());
    }

    @Test
    void takesOtherPartitionsWithoutSealedDays() throws IOException {
        LogImport imported = imported(write(TopicSpec.DOWNLOAD_EVENTS), OptionalInt.of(64));

        Map<String, TopicSizes.Size> sizes = imported.sizes().byTopic();
        assertTrue(sizes.containsKey("hub2.download-events.v1"), sizes::toString);
        assertEquals(1, imported.sizes().records());
    }

    private static LogImport imported(Path file, OptionalInt partitions) {
        var topics = new RestoredTopics(new Topics("hub2"), partitions, Optional.empty());
        return new LogImport(file, topics, (done, total, records) -> {});
    }

    /** A log with a record of this topic, under a key without a value. */
    private Path write(TopicSpec topic) throws IOException {
        List<OffsetRange> ranges = Stream.of(TopicSpec.SEALED_DAYS, TopicSpec.DOWNLOAD_EVENTS)
                .flatMap(spec -> IntStream.range(0, PARTITIONS).mapToObj(i -> new OffsetRange(spec.topic(), i, 0, 1)))
                .toList();
        var log = new ExportedLog("an-export", ranges);
        Path file = directory.resolve("footfall.log");
        try (var out = Files.newOutputStream(file)) {
            var writer = new LogFileWriter(out, log, new TopicSizes(log));
            byte[] key = "model/acme/rocket".getBytes(StandardCharsets.UTF_8);
            var place = new TopicPartition(topic.topic(), 0);
            writer.append(new ExportedRecord(place, 0, 7, key, null, new RecordHeaders()).consumed());
            writer.finish();
        }
        return file;
    }
}
