package dev.footfall.aggregator.topology;

import dev.footfall.events.Topics;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * The log times of records. A record has the time at which the broker appended it; one that came with a moved log has the
 * time at which the broker before did. That time is in a header, which counts within the part of a partition that is known
 * to be restored: a writer to the topic cannot choose a log time.
 */
public final class LogTimes {
    private volatile Map<TopicPartition, Long> ends = Map.of();

    /** Sets the offset after the last restored record of each partition; nothing is restored before. */
    public void restored(Map<TopicPartition, Long> ends) {
        this.ends = Map.copyOf(ends);
    }

    public static Header header(long logTimeMillis) {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES).putLong(logTimeMillis).array();
        return new RecordHeader(Topics.LOG_TIME_HEADER, bytes);
    }

    /** Records of a partition, in the order of the log, with their log times as timestamps. */
    public List<ConsumerRecord<byte[], byte[]>> of(
            TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) {
        Long end = ends.get(partition);
        if (end == null || records.isEmpty() || records.get(0).offset() >= end) return records;
        return records.stream()
                .map(record -> record.offset() < end ? restored(record) : record)
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> restored(ConsumerRecord<byte[], byte[]> record) {
        Header header = record.headers().lastHeader(Topics.LOG_TIME_HEADER);
        if (header == null || header.value() == null || header.value().length != Long.BYTES) {
            throw new IllegalStateException(record.topic() + " partition " + record.partition() + " offset "
                    + record.offset() + " is marked as restored, but has no log time in its headers");
        }
        return copy(record, ByteBuffer.wrap(header.value()).getLong(), record.value());
    }

    public static ConsumerRecord<byte[], byte[]> copy(
            ConsumerRecord<byte[], byte[]> record, long logTimeMillis, byte[] value) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                logTimeMillis,
                record.timestampType(),
                record.serializedKeySize(),
                record.serializedValueSize(),
                record.key(),
                value,
                record.headers(),
                record.leaderEpoch());
    }
}
