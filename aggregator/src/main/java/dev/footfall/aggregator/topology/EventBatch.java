package dev.footfall.aggregator.topology;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Neighbouring records of one partition as one record of Kafka Streams, whose work for a record costs as much as counting
 * it. It stands at the offset of its first: no more is committed until all were counted.
 */
record EventBatch(List<ConsumerRecord<byte[], byte[]>> records, Optional<byte[]> loneValue) {
    private static final byte[] NOTHING = new byte[0];

    /** In the order of the log. The carrier is the only one if none was packed into it; {@code origin} is its place. */
    void forEach(
            Record<byte[], EventBatch> carrier,
            RecordMetadata origin,
            Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        records.forEach(reader);
        if (!records.isEmpty()) return;
        reader.accept(new ConsumerRecord<>(
                origin.topic(),
                origin.partition(),
                origin.offset(),
                carrier.timestamp(),
                TimestampType.LOG_APPEND_TIME,
                ConsumerRecord.NULL_SIZE,
                ConsumerRecord.NULL_SIZE,
                carrier.key(),
                loneValue.orElse(null),
                carrier.headers(),
                Optional.empty()));
    }

    /** One record that carries these, at least one, in a header that never leaves this process. */
    static ConsumerRecord<byte[], byte[]> carrying(List<ConsumerRecord<byte[], byte[]>> records) {
        ConsumerRecord<byte[], byte[]> first = records.get(0);
        var batch = new EventBatch(records, Optional.empty());
        return new ConsumerRecord<>(
                first.topic(),
                first.partition(),
                first.offset(),
                first.timestamp(),
                first.timestampType(),
                0,
                0,
                NOTHING,
                NOTHING,
                new RecordHeaders(List.of(new Carried(batch))),
                first.leaderEpoch());
    }

    private record Carried(EventBatch batch) implements Header {
        @Override
        public String key() {
            return "batch";
        }

        @Override
        public byte[] value() {
            return NOTHING;
        }
    }

    /** Takes the batch out of the record that carries it; a record that was not packed is a batch of its own. */
    static final class BatchDeserializer implements Deserializer<EventBatch> {
        @Override
        public EventBatch deserialize(String topic, Headers headers, byte[] data) {
            for (Header header : headers) {
                if (header instanceof Carried carried) return carried.batch();
            }
            return deserialize(topic, data);
        }

        @Override
        public EventBatch deserialize(String topic, byte[] data) {
            return new EventBatch(List.of(), Optional.ofNullable(data));
        }
    }
}
