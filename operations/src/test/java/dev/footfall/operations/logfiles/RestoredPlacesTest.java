package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.topology.RecordKey;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RestoredPlacesTest {
    private static final Path FILE = Path.of("footfall.log");
    private static final String EVENTS = TopicSpec.DOWNLOAD_EVENTS.topic();
    private static final ExportedLog LOG = new ExportedLog(
            "an-export",
            Stream.concat(
                            IntStream.range(0, 4).mapToObj(i -> new OffsetRange(EVENTS, i, 3, 900)),
                            Stream.of(new OffsetRange(TopicSpec.STATES.topic(), 0, 0, 7)))
                    .toList());

    @Test
    void keepsThePlacesWithoutOtherPartitions() {
        var places = places(Topics.STANDARD, 4);

        assertEquals(LOG, places.restored());
        assertEquals(3, only(places, record(EVENTS, 3, "model/acme/rocket")).partition());
    }

    @Test
    void putsEachKeyWhereProducersPutIt() {
        var places = places(new Topics("hub2"), 64);

        assertEquals(
                Map.of("hub2.download-events.v1", 64, "hub2.states.v1", 1),
                places.restored().topics());
        for (String key : List.of("model/acme/rocket", "dataset/acme/stars", "space/acme/moon")) {
            ConsumerRecord<byte[], byte[]> placed = only(places, record(EVENTS, own(key, 4), key));

            assertEquals("hub2.download-events.v1", placed.topic());
            assertEquals(own(key, 64), placed.partition());
            assertEquals(7, placed.timestamp());
        }
        assertEquals(
                "hub2.states.v1",
                only(places, record(TopicSpec.STATES.topic(), 0, "state/gap10")).topic());
    }

    @Test
    void leavesRecordsThatWereRejectedForTheirPartitionInAWrongOne() {
        String key = "model/acme/rocket";
        int wrong = (own(key, 4) + 1) % 4;

        for (int partitions : List.of(2, 5, 64)) {
            int placed = only(places(Topics.STANDARD, partitions), record(EVENTS, wrong, key))
                    .partition();
            assertNotEquals(own(key, partitions), placed);
            assertTrue(placed < partitions);
        }
        var single = places(Topics.STANDARD, 1);
        var refused = assertThrows(IllegalStateException.class, () -> single.placed(record(EVENTS, wrong, key)));
        assertTrue(String.valueOf(refused.getMessage()).endsWith("set topics.partitions to 2 or more"));
    }

    @Test
    void keepsRejectedRecordsOfAPartitionInItsParts() {
        String key = "model/acme/rocket";
        int wrong = (own(key, 4) + 1) % 4;

        assertEquals(
                wrong,
                only(places(Topics.STANDARD, 64), record(EVENTS, wrong, key)).partition());
    }

    @Test
    void placesRecordsWithoutAKey() {
        assertEquals(
                1, only(places(Topics.STANDARD, 2), record(EVENTS, 3, null)).partition());
    }

    @Test
    void refusesTwoLogsInOneFile() {
        var two = new ExportedLog(
                "an-export",
                List.of(new OffsetRange("hub2.likes.v1", 0, 0, 1), new OffsetRange(TopicSpec.LIKES.topic(), 0, 0, 1)));

        assertThrows(BadLogFile.class, () -> new RestoredPlaces(FILE, two, Topics.STANDARD, OptionalInt.empty()));
    }

    private static ConsumerRecord<byte[], byte[]> only(RestoredPlaces places, ConsumerRecord<byte[], byte[]> record) {
        List<ConsumerRecord<byte[], byte[]>> placed = places.placed(record);
        assertEquals(1, placed.size());
        return placed.get(0);
    }

    private static RestoredPlaces places(Topics log, int partitions) {
        return new RestoredPlaces(FILE, LOG, log, OptionalInt.of(partitions));
    }

    private static int own(String key, int partitions) {
        return RecordKey.partitionOf(key.getBytes(StandardCharsets.UTF_8), partitions);
    }

    private static ConsumerRecord<byte[], byte[]> record(String topic, int partition, @Nullable String key) {
        byte[] bytes = key == null ? null : key.getBytes(StandardCharsets.UTF_8);
        return new ExportedRecord(new TopicPartition(topic, partition), 0, 7, bytes, new byte[0], new RecordHeaders())
                .consumed();
    }
}
