package dev.footfall.standalone.logfiles;

import java.nio.file.Path;

/** A file that is no exported log, or not a whole one. The message names the file and the place. */
public final class BadLogFile extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BadLogFile(Path file, String fault) {
        super(file + " " + fault + ": copy it again from where it was exported, or export the log again");
    }

    static BadLogFile at(Path file, long position, String fault) {
        return new BadLogFile(file, fault + " at byte " + position);
    }
}
