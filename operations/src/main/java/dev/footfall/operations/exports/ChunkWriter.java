package dev.footfall.operations.exports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.operations.logfiles.ExportedPartition;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** The chunks of one partition, one after another; each is a part of the export. */
final class ChunkWriter {
    private final ExportDirectory directory;
    private final ExportedPartition range;
    private final Supplier<EventChunk> chunks;
    private EventChunk chunk;
    private long first;

    /** A writer of this range, of which nothing is written. */
    ChunkWriter(ExportDirectory directory, ExportedPartition range, Supplier<EventChunk> chunks) {
        this.directory = directory;
        this.range = range;
        this.chunks = chunks;
        this.chunk = chunks.get();
        this.first = range.first();
    }

    /** Adds a record, after all before it; see {@link EventExport.Rows}. */
    void add(Optional<LoggedEvent> row, long next) throws IOException {
        if (row.isEmpty()) return;
        chunk.add(row.get());
        if (chunk.isFull()) write(next);
    }

    /** Writes what is left, up to the end of the range. */
    void end() throws IOException {
        if (first < range.end()) write(range.end());
    }

    private void write(long end) throws IOException {
        String name = String.format(Locale.ROOT, "events-%d-%020d", range.partition(), first);
        List<ExportedFile> files = chunk.write(name, directory);
        ObjectNode part = ExportManifest.line().put("partition", range.partition());
        part.put("first", first).put("end", end);
        part.put("rows", files.stream().mapToLong(ExportedFile::rows).sum());
        directory.finish(part, files);
        first = end;
        chunk = chunks.get();
    }
}
