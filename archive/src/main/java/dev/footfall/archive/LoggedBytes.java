package dev.footfall.archive;

import dev.footfall.events.EventCodec;
import dev.footfall.operations.exports.LoggedEvent;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of the log as it waits for the end of its part. */
final class LoggedBytes {
    private final int partition;
    private final long offset;
    private final long logMillis;
    private final byte[] value;

    private LoggedBytes(int partition, long offset, long logMillis, byte[] value) {
        this.partition = partition;
        this.offset = offset;
        this.logMillis = logMillis;
        this.value = value;
    }

    static LoggedBytes of(ConsumerRecord<byte[], byte[]> record) {
        return new LoggedBytes(record.partition(), record.offset(), record.timestamp(), record.value());
    }

    static LoggedBytes read(DataInputStream in, int partition) throws IOException {
        long offset = in.readLong();
        long logMillis = in.readLong();
        return new LoggedBytes(partition, offset, logMillis, in.readNBytes(in.readInt()));
    }

    void write(DataOutputStream out) throws IOException {
        out.writeLong(offset);
        out.writeLong(logMillis);
        out.writeInt(value.length);
        out.write(value);
    }

    LoggedEvent event() {
        return new LoggedEvent(
                partition,
                offset,
                Instant.ofEpochMilli(logMillis),
                EventCodec.decode(value, logMillis).value().orElseThrow());
    }
}
