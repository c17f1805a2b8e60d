package dev.footfall.operations.logfiles;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The writing of an exported log: {@link #MAGIC}, then {@link Block}s. It is a whole one after {@link #finish}, and not before. */
final class LogFileWriter {
    static final byte[] MAGIC = "footfall log 2\n".getBytes(StandardCharsets.US_ASCII);

    private static final int BLOCK_BYTES = 1 << 20;

    private final OutputStream out;
    private final Map<TopicPartition, Integer> places = new HashMap<>();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream(2 * BLOCK_BYTES);
    private final DataOutputStream block = new DataOutputStream(plain);
    private final TopicSizes sizes;
    private int blocks;

    LogFileWriter(OutputStream out, ExportedLog log, TopicSizes sizes) throws IOException {
        this.out = out;
        this.sizes = sizes;
        for (OffsetRange partition : log.partitions()) places.put(partition.place(), places.size());
        out.write(MAGIC);
        begin(Block.HEAD);
        block.write(log.toJson());
        end();
        begin(Block.RECORDS);
    }

    /** Appends a record of a partition that the head has, after those of this partition that come before it. */
    void append(ConsumerRecord<byte[], byte[]> record) throws IOException {
        var partition = new TopicPartition(record.topic(), record.partition());
        RecordForm.write(Objects.requireNonNull(places.get(partition), partition::toString), record, block);
        sizes.add(record);
        if (plain.size() < BLOCK_BYTES) return;
        end();
        begin(Block.RECORDS);
    }

    void finish() throws IOException {
        end();
        begin(Block.END);
        block.write(ByteBuffer.allocate(Long.BYTES).putLong(sizes.records()).array());
        end();
        out.flush();
    }

    private void begin(byte kind) throws IOException {
        plain.reset();
        block.writeByte(kind);
    }

    private void end() throws IOException {
        out.write(Block.pack(blocks++, plain.toByteArray()));
    }
}
