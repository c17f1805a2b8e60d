package dev.footfall.bench;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** The events of a load as files of NDJSON, one for each partition, with the fields that an export of the log has. */
final class EventFiles {
    private static final int BUFFER_BYTES = 1 << 18;

    private EventFiles() {}

    /** Writes the files into a directory, which is made. All events came at the end of the load. */
    static void write(Load load, Catalog catalog, int partitions, Path directory) {
        var text = new EventText(catalog, load.seed());
        long[] offsets = new long[partitions];
        List<OutputStream> files = new ArrayList<>();
        try {
            Files.createDirectories(directory);
            for (int partition = 0; partition < partitions; partition++) {
                Path file = directory.resolve("partition-" + partition + ".ndjson");
                files.add(new BufferedOutputStream(Files.newOutputStream(file), BUFFER_BYTES));
            }
            for (Iterator<LoadEvent> events = load.stream(); events.hasNext(); ) {
                LoadEvent event = events.next();
                int partition = catalog.partition(event.repository());
                String place = "{\"log_time\":\"" + load.until() + "T00:00:00Z\",\"partition\":" + partition
                        + ",\"offset\":" + offsets[partition]++ + ",";
                byte[] json = text.of(event);
                OutputStream file = files.get(partition);
                file.write(place.getBytes(StandardCharsets.US_ASCII));
                file.write(json, 1, json.length - 1);
                file.write('\n');
            }
            for (OutputStream file : files) file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the events cannot be written as files", e);
        }
    }
}
