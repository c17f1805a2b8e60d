package dev.footfall.operations.exports;

import dev.footfall.events.Topics;

/** A chunk is full at {@code chunkBytes} bytes of text. */
public record EventExportOptions(Topics log, Selection selection, FileForm form, int chunkBytes) {
    public EventExportOptions(Topics log, Selection selection, FileForm form) {
        this(log, selection, form, 32 << 20);
    }

    boolean has(LoggedEvent row) {
        return selection.has(row.event().repo(), row.day());
    }
}
