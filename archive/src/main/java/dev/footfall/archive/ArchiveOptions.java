package dev.footfall.archive;

import dev.footfall.events.Topics;
import java.time.LocalDate;
import java.util.Optional;

/**
 * The UTC days of events, inclusive; without {@code from}, from the first on. {@code to} must be over.
 *
 * @param skipsDeleted true to continue where events were deleted from the log before they were archived
 * @param fileRows rows of a day after which a part of the log ends, and the files of its days are written
 * @param memory bytes of records that wait in memory for the end of a part; more wait on the disk
 */
public record ArchiveOptions(
        Topics log, Optional<LocalDate> from, LocalDate to, boolean skipsDeleted, int fileRows, int memory) {
    private static final int FILE_ROWS = 250_000;
    private static final int MEMORY = 64 << 20;

    public ArchiveOptions(Topics log, Optional<LocalDate> from, LocalDate to, boolean skipsDeleted) {
        this(log, from, to, skipsDeleted, FILE_ROWS, MEMORY);
    }

    public ArchiveOptions {
        if (from.isPresent() && to.isBefore(from.get())) {
            throw new IllegalArgumentException("the last day is " + to + ", before the first, " + from.get());
        }
    }
}
