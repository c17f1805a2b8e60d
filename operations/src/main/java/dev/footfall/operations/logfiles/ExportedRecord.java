package dev.footfall.operations.logfiles;

import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** A record of an exported log. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record ExportedRecord(
        TopicPartition partition,
        long offset,
        long logTimeMillis,
        byte @Nullable [] key,
        byte @Nullable [] value,
        Headers headers) {
    ConsumerRecord<byte[], byte[]> consumed() {
        return new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                logTimeMillis,
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                key,
                value,
                headers,
                Optional.empty());
    }
}
