package dev.footfall.operations.exports;

import java.time.LocalDate;
import java.util.Optional;

/** {@code until} is the last day where the selection has none; {@code fields} are separated by commas. */
public record RowsExportOptions(String address, Selection selection, LocalDate until, String fields) {
    public RowsExportOptions {
        var unused = new Selection(
                selection.from(), selection.to().or(() -> Optional.of(until)), selection.type(), selection.repo());
    }

    LocalDate from() {
        return selection.from().orElseThrow();
    }

    LocalDate to() {
        return selection.to().orElse(until);
    }
}
