package dev.footfall.operations.logfiles;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/** A file as releases before version 3 wrote it, with few records to a block. */
final class BinaryLogFile {
    private static final int RECORDS_OF_A_BLOCK = 500;

    private final DataOutputStream out;
    private int blocks;

    private BinaryLogFile(OutputStream out) {
        this.out = new DataOutputStream(out);
    }

    static void write(Path file, int version, ExportedLog log, List<ConsumerRecord<byte[], byte[]>> records)
            throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            out.write(("footfall log " + version + "\n").getBytes(StandardCharsets.US_ASCII));
            var binary = new BinaryLogFile(out);
            binary.block('h', block -> block.write(ExportedLog.JSON.writeValueAsBytes(log)));
            for (int i = 0; i < records.size(); i += RECORDS_OF_A_BLOCK) {
                List<ConsumerRecord<byte[], byte[]>> some =
                        records.subList(i, Math.min(records.size(), i + RECORDS_OF_A_BLOCK));
                binary.block('r', block -> {
                    for (ConsumerRecord<byte[], byte[]> record : some) write(record, log, block);
                });
            }
            binary.block('e', block -> block.writeLong(records.size()));
        }
    }

    @FunctionalInterface
    private interface Content {
        void write(DataOutputStream block) throws IOException;
    }

    private void block(char kind, Content content) throws IOException {
        var plain = new ByteArrayOutputStream();
        var block = new DataOutputStream(plain);
        block.writeByte(kind);
        content.write(block);
        byte[] packed = Block.pack(blocks++, plain.toByteArray());
        out.write(Arrays.copyOfRange(packed, Block.FRAME_START_BYTES, packed.length));
    }

    private static void write(ConsumerRecord<byte[], byte[]> record, ExportedLog log, DataOutputStream block)
            throws IOException {
        List<String> places = log.partitions().stream()
                .map(partition -> partition.place().toString())
                .toList();
        block.writeInt(places.indexOf(record.topic() + "-" + record.partition()));
        block.writeLong(record.offset());
        block.writeLong(record.timestamp());
        write(record.key(), block);
        write(record.value(), block);
        Header[] headers = record.headers().toArray();
        block.writeInt(headers.length);
        for (Header header : headers) {
            write(header.key().getBytes(StandardCharsets.UTF_8), block);
            write(header.value(), block);
        }
    }

    private static void write(byte @Nullable [] bytes, DataOutputStream block) throws IOException {
        block.writeInt(bytes == null ? -1 : bytes.length);
        if (bytes != null) block.write(bytes);
    }
}
