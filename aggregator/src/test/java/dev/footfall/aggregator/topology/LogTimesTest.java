package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class LogTimesTest {
    private static final TopicPartition PARTITION = new TopicPartition(TopicSpec.LIKES.topic(), 3);
    private static final long APPENDED = 9_000;
    private static final byte[] KEY = {1};
    private static final byte[] VALUE = {2};

    private final LogTimes times = new LogTimes();

    @Test
    void givesRestoredRecordsTheTimeOfTheirHeaderAndLaterOnesTheBrokers() {
        times.restored(Map.of(PARTITION, 2L));

        List<ConsumerRecord<byte[], byte[]>> dated = times.of(
                PARTITION,
                List.of(
                        record(0, LogTimes.header(17)),
                        record(1, LogTimes.header(-1)),
                        record(2, LogTimes.header(17))));

        assertEquals(
                List.of(17L, -1L, APPENDED),
                dated.stream().map(ConsumerRecord::timestamp).toList());
        assertEquals(
                List.of(0L, 1L, 2L), dated.stream().map(ConsumerRecord::offset).toList());
        for (ConsumerRecord<byte[], byte[]> record : dated) {
            assertEquals(PARTITION, new TopicPartition(record.topic(), record.partition()));
            assertSame(KEY, record.key());
            assertSame(VALUE, record.value());
            assertEquals(TimestampType.LOG_APPEND_TIME, record.timestampType());
        }
    }

    @Test
    void believesNoHeaderWhereNothingIsMarked() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, LogTimes.header(17)));
        assertSame(records, times.of(PARTITION, records));

        times.restored(Map.of(
                new TopicPartition(TopicSpec.LIKES.topic(), 4),
                100L,
                new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 3),
                100L));

        assertSame(records, times.of(PARTITION, records));
    }

    @Test
    void goesByTheLastHeaderWhichTheImportAddedAfterAllOthers() {
        times.restored(Map.of(PARTITION, 1L));

        assertEquals(
                17,
                times.of(PARTITION, List.of(record(0, LogTimes.header(3), LogTimes.header(17))))
                        .get(0)
                        .timestamp());
    }

    @Test
    void refusesARestoredRecordWithoutATime() {
        times.restored(Map.of(PARTITION, 1L));

        for (ConsumerRecord<byte[], byte[]> record :
                List.of(record(0), record(0, new RecordHeader(Topics.LOG_TIME_HEADER, new byte[7])))) {
            var refused = assertThrows(IllegalStateException.class, () -> times.of(PARTITION, List.of(record)));
            assertEquals(
                    "footfall.likes.v1 partition 3 offset 0 is marked as restored, but has no log time in its headers",
                    refused.getMessage());
        }
    }

    private static ConsumerRecord<byte[], byte[]> record(long offset, Header... headers) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                APPENDED,
                TimestampType.LOG_APPEND_TIME,
                KEY.length,
                VALUE.length,
                KEY,
                VALUE,
                new RecordHeaders(headers),
                Optional.empty());
    }
}
