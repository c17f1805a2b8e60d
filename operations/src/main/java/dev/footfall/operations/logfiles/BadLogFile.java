package dev.footfall.operations.logfiles;

import java.nio.file.Path;

final class BadLogFile extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    BadLogFile(Path file, String fault) {
        super(file + " " + fault + ": copy it again from where it was exported, or export the log again");
    }

    static IllegalStateException ofLaterRelease(Path file, String what) {
        return new IllegalStateException(
                file + " has " + what + ", which this version of Footfall does not support: update it");
    }

    static BadLogFile at(Path file, long position, String fault) {
        return new BadLogFile(file, fault + " at byte " + position);
    }
}
