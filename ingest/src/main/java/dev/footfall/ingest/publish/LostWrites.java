package dev.footfall.ingest.publish;

import java.io.IOException;

/**
 * The system may have dropped what it could not write, and a second force succeed without it: nothing in the file,
 * and nothing after it, is known to be on the disk any more.
 */
final class LostWrites extends IOException {
    private static final long serialVersionUID = 1L;

    LostWrites(IOException cause) {
        super(cause.getMessage(), cause);
    }
}
