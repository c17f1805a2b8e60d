package dev.footfall.operations.logfiles;

import java.io.IOException;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The contents of one file's blocks, read in their order. Counts the records. */
interface BlockContents {
    /**
     * Reads the first block.
     *
     * @throws IOException if its bytes are no head
     */
    ExportedLog head(byte[] plain) throws IOException;

    /**
     * Reads a later block, and returns true if it ends the file.
     *
     * @throws IOException if its bytes are neither records nor the end of just the records before
     */
    boolean isLast(byte[] plain, Consumer<ConsumerRecord<byte[], byte[]>> action) throws IOException;
}
