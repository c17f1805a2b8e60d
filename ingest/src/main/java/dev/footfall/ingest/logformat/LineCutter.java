package dev.footfall.ingest.logformat;

import java.util.Optional;

/** Cuts the lines of one file into fields. Used by one thread. */
interface LineCutter {
    /**
     * Fills the row, from this byte of the line on.
     *
     * @return the line's outcome when there are no fields in it: it is a header, or cannot be cut
     */
    Optional<ParsedLine> cut(byte[] line, int from, Row row);
}
