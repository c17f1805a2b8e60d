package dev.footfall.operations.exports;

import dev.footfall.queryapi.table.RowWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Consecutive events of a partition, by type and month: so many that they fit into memory, and a file of each month that they
 * have. Which ones depends on the log alone. So a chunk that is made again is the same.
 */
final class EventChunk {
    private final FileForm form;
    private final int mostBytes;
    private final Map<String, Pile> piles = new TreeMap<>();
    private long bytes;

    /** An empty chunk, full from so many bytes of text on. */
    EventChunk(FileForm form, int mostBytes) {
        this.form = form;
        this.mostBytes = mostBytes;
    }

    /** The rows of one file. */
    private static final class Pile {
        final ByteArrayOutputStream text = new ByteArrayOutputStream();
        final RowWriter<LoggedEvent> writer;
        long rows;

        Pile(FileForm form) throws IOException {
            writer = form.format().writer(LoggedEvent.TABLE, text);
        }
    }

    void add(LoggedEvent row) throws IOException {
        String place = Partitions.of(row.event().repo().type(), YearMonth.from(row.day()));
        Pile pile = piles.get(place);
        if (pile == null) {
            pile = new Pile(form);
            piles.put(place, pile);
        }
        long before = pile.text.size();
        pile.writer.write(row);
        pile.rows++;
        bytes += pile.text.size() - before;
    }

    boolean isFull() {
        return bytes >= mostBytes;
    }

    /** Writes the files, each under this name in its partition. */
    List<ExportedFile> write(String name, ExportDirectory directory) throws IOException {
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
