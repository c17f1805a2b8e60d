package dev.footfall.operations.exports;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.table.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The lines of daily rows on their way into a file: counted, and those of other repositories than the selected one left out. */
final class RowLines extends OutputStream {
    private final OutputStream out;
    private final List<byte[]> beginnings;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private boolean isHeading;
    private long rows;

    /**
     * Lines that have not begun.
     *
     * @param repo the only one whose rows are wanted; empty for all
     */
    RowLines(OutputStream out, TableFormat format, Optional<RepoId> repo) {
        this.out = out;
        this.isHeading = format == TableFormat.CSV;
        this.beginnings = repo.stream()
                .flatMap(id -> beginnings(format, id.type().label(), id.fullName()).stream())
                .map(text -> text.getBytes(StandardCharsets.US_ASCII))
                .toList();
    }

    /** The beginnings of a repository's rows. In CSV, a name that a spreadsheet would take for a formula has an apostrophe. */
    private static List<String> beginnings(TableFormat format, String type, String id) {
        return format == TableFormat.CSV
                ? List.of(type + "," + id + ",", type + ",'" + id + ",")
                : List.of("{\"type\":\"" + type + "\",\"id\":\"" + id + "\",");
    }

    long rows() {
        return rows;
    }

    @Override
    public void write(int octet) throws IOException {
        line.write(octet);
        if (octet == '\n') end();
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        int begin = from;
        for (int at = from; at < from + length; at++) {
            if (bytes[at] != '\n') continue;
            line.write(bytes, begin, at + 1 - begin);
            end();
            begin = at + 1;
        }
        line.write(bytes, begin, from + length - begin);
    }

    private void end() throws IOException {
        byte[] text = line.toByteArray();
        line.reset();
        boolean isRow = !isHeading;
        isHeading = false;
        if (isRow && !isWanted(text)) return;
        out.write(text);
        if (isRow) rows++;
    }

    private boolean isWanted(byte[] text) {
        return beginnings.isEmpty() || beginnings.stream().anyMatch(beginning -> isAtStart(beginning, text));
    }

    private static boolean isAtStart(byte[] beginning, byte[] text) {
        return text.length >= beginning.length
                && Arrays.equals(text, 0, beginning.length, beginning, 0, beginning.length);
    }
}
