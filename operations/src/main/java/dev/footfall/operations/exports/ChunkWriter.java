package dev.footfall.operations.exports;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.operations.exports.ExportDirectory.ExportedFile;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.queryapi.table.Table.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Writes consecutive events by type and month, as many at a time as fit into memory. Which ones depends on the log alone. */
final class ChunkWriter {
    private final ExportDirectory directory;
    private final PartitionReader.Range range;
    private final EventExport.Options options;
    private final Map<String, Pile> piles = new TreeMap<>();
    private long bytes;
    private long first;

    ChunkWriter(ExportDirectory directory, PartitionReader.Range range, EventExport.Options options) {
        this.directory = directory;
        this.range = range;
        this.options = options;
        this.first = range.first();
    }

    private static final class Pile {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        final RowWriter<LoggedEvent> writer;
        long rows;

        Pile(FileForm form) throws IOException {
            writer = form.format().writer(LoggedEvent.TABLE, text);
        }
    }

    void add(Optional<LoggedEvent> row, long next) throws IOException {
        if (row.isEmpty()) return;
        add(row.get());
        if (bytes >= options.chunkBytes()) write(next);
    }

    private void add(LoggedEvent row) throws IOException {
        String place = ExportDirectory.partition(row.event().repo().type(), YearMonth.from(row.day()));
        Pile pile = piles.get(place);
        if (pile == null) {
            pile = new Pile(options.form());
            piles.put(place, pile);
        }
        long before = pile.text.size();
        pile.writer.write(row);
        pile.rows++;
        bytes += pile.text.size() - before;
    }

    void end() throws IOException {
        if (first < range.end()) write(range.end());
    }

    private void write(long end) throws IOException {
        List<ExportedFile> files = files();
        ObjectNode part = ExportDirectory.line().put("partition", range.partition());
        part.put("first", first).put("end", end);
        part.put("rows", files.stream().mapToLong(ExportedFile::rows).sum());
        directory.finish(part, files);
        first = end;
        piles.clear();
        bytes = 0;
    }

    private List<ExportedFile> files() throws IOException {
        String name = String.format(Locale.ROOT, "events-%d-%020d", range.partition(), first);
        List<ExportedFile> files = new ArrayList<>();
        for (Map.Entry<String, Pile> entry : piles.entrySet()) {
            Pile pile = entry.getValue();
            pile.writer.close();
            directory
                    .write(entry.getKey() + "/" + name, out -> {
                        pile.text.writeTo(out);
                        return pile.rows;
                    })
                    .ifPresent(files::add);
        }
        return files;
    }
}
