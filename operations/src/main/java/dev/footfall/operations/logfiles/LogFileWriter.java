package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.Sha256;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Writes an exported log: {@link JsonLines} in {@link Block}s. The file is whole after {@link #finish}. */
final class LogFileWriter {
    private static final int BLOCK_BYTES = 1 << 20;

    private final OutputStream out;
    private final Set<TopicPartition> partitions = new HashSet<>();
    private final ByteArrayOutputStream plain = new ByteArrayOutputStream(2 * BLOCK_BYTES);
    private final JsonGenerator lines;
    private final MessageDigest digest = Sha256.begin();
    private final TopicSizes sizes;
    private int blocks;

    LogFileWriter(OutputStream out, ExportedLog log, TopicSizes sizes) throws IOException {
        this.out = out;
        this.sizes = sizes;
        for (OffsetRange partition : log.partitions()) partitions.add(partition.place());
        lines = JsonLines.JSON.createGenerator(plain).setRootValueSeparator(null);
        plain.write(JsonLines.line(log));
        end();
    }

    /** Appends a record of a partition that the head has, after those of this partition that come before it. */
    void append(ConsumerRecord<byte[], byte[]> record) throws IOException {
        var partition = new TopicPartition(record.topic(), record.partition());
        if (!partitions.contains(partition)) throw new IllegalArgumentException("not in the head: " + partition);
        RecordLine.write(record, lines);
        lines.writeRaw('\n');
        sizes.add(record);
        if (plain.size() >= BLOCK_BYTES) end(); // without the little that the generator still holds
    }

    void finish() throws IOException {
        end();
        JsonLines.writeEnd(sizes.records(), digest.digest(), lines);
        lines.writeRaw('\n');
        end();
        out.flush();
    }

    private void end() throws IOException {
        lines.flush();
        if (plain.size() == 0) return;
        byte[] block = plain.toByteArray();
        plain.reset();
        digest.update(block);
        out.write(Block.pack(blocks++, block));
    }
}
