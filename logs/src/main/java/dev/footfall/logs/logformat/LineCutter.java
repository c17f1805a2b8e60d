package dev.footfall.logs.logformat;

import java.util.Optional;

/** Used by one thread. */
interface LineCutter {
    /** Fills the row from this byte of the line on. Returns an outcome if it is a header, or cannot be cut. */
    Optional<ParsedLine> cut(byte[] line, int from, LineFields row);
}
