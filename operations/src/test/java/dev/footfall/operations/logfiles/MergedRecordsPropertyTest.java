package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.topology.RecordKey;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repartitioned log is the one that more partitions would have had from its beginning. */
class MergedRecordsPropertyTest {
    private static final int BEFORE = 3;
    private static final int AFTER = 5;

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void givesEachPartitionTheRecordsThatItWouldHaveHad(long seed) throws IOException {
        Map<TopicPartition, List<String>> expected = new HashMap<>();
        Path file = write(new Random(seed), expected);
        var topics = new RestoredTopics(Topics.STANDARD, OptionalInt.of(AFTER), Optional.empty());

        Map<TopicPartition, List<String>> merged = new HashMap<>();
        LogFileContents contents = LogFileContents.read(file, topics, (done, total, records) -> {});
        contents.forEach(record -> add(record, merged));

        assertEquals(expected, merged, "seed " + seed);
        merged.forEach((place, records) -> assertEquals(records.size(), contents.records(place), "seed " + seed));
    }

    /** Writes records of one moment each, some of them larger than the rest of a block. */
    private Path write(Random random, Map<TopicPartition, List<String>> expected) throws IOException {
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> before = new HashMap<>();
        for (TopicSpec topic : List.of(TopicSpec.DOWNLOAD_EVENTS, TopicSpec.LIKES)) {
            for (int i = 0; i < 300; i++) {
                byte[] key = ("model/acme/m" + random.nextInt(20)).getBytes(StandardCharsets.UTF_8);
                var place = new TopicPartition(topic.topic(), RecordKey.partitionOf(key, BEFORE));
                List<ConsumerRecord<byte[], byte[]>> records = before.computeIfAbsent(place, any -> new ArrayList<>());
                byte[] value = new byte[random.nextInt(30_000)];
                records.add(new ExportedRecord(place, records.size(), i, key, value, new RecordHeaders()).consumed());
                var after = new TopicPartition(topic.topic(), RecordKey.partitionOf(key, AFTER));
                expected.computeIfAbsent(after, any -> new ArrayList<>())
                        .add(i + " " + new String(key, StandardCharsets.UTF_8));
            }
        }
        List<OffsetRange> ranges = new ArrayList<>();
        for (TopicSpec topic : List.of(TopicSpec.DOWNLOAD_EVENTS, TopicSpec.LIKES))
            for (int i = 0; i < BEFORE; i++) ranges.add(new OffsetRange(topic.topic(), i, 0, 900));
        var log = new ExportedLog("an-export", ranges);
        Path file = directory.resolve("footfall.log");
        try (var out = Files.newOutputStream(file)) {
            var writer = new LogFileWriter(out, log, new TopicSizes(log));
            for (OffsetRange range : ranges)
                for (ConsumerRecord<byte[], byte[]> record : before.getOrDefault(range.place(), List.of()))
                    writer.append(record);
            writer.finish();
        }
        return file;
    }

    private static void add(ConsumerRecord<byte[], byte[]> record, Map<TopicPartition, List<String>> into) {
        into.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), any -> new ArrayList<>())
                .add(record.timestamp() + " " + new String(record.key(), StandardCharsets.UTF_8));
    }
}
