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

    /** The block of the record that is handed out. */
    BlockPlace place() {
        return blocks.place();
    }

    /** Continues with a later block; the end of the file is then not checked against the records before it. */
    void skipTo(BlockPlace place) {
        blocks.skipTo(place);
    }

    /** Hands out the records of the next block; false for the last one, which has none. */
    boolean next(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        try {
            return !contents.isLast(blocks.next(), action);
        } catch (IOException e) {
            throw blocks.damaged();
        }
    }

    long size() {
        return blocks.size();
    }

    long position() {
        return blocks.position();
    }

    /** Fails if the file is damaged or not whole, after the records of the blocks before. */
    void forEach(Consumer<ConsumerRecord<byte[], byte[]>> action) {
        while (next(action)) {}
        blocks.requireEnd();
    }

    @Override
    public void close() {
        blocks.close();
    }
}
