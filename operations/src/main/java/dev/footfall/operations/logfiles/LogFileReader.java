package dev.footfall.operations.logfiles;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads an exported log block by block. Hands out no record before the checksum of its block was right. */
final class LogFileReader implements AutoCloseable {
    private final BlockReader blocks;
    private final BlockContents contents;
    private final ExportedLog log;

    LogFileReader(Path file) {
        blocks = new BlockReader(file);
        contents = blocks.isBinary() ? new BinaryRecords(file) : new JsonLines(file);
        try {
            log = contents.head(blocks.next());
        } catch (IOException e) {
            close();
            throw blocks.damaged();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    ExportedLog log() {
        return log;
    }

    long size() {
        return blocks.size();
    }

    long position() {
        return blocks.position();
    }

    /** Fails if the file is damaged or not whole, after the records of the blocks before. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try {
            while (!contents.isLast(blocks.next(), action)) {}
        } catch (IOException e) {
            throw blocks.damaged();
        }
        blocks.requireEnd();
    }

    @Override
    public void close() {
        blocks.close();
    }
}
