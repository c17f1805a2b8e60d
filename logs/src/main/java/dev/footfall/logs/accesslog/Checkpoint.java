package dev.footfall.logs.accesslog;

import java.time.Instant;
import java.util.List;

/** Files that may not be at their end, the oldest first. */
record Checkpoint(List<FilePosition> positions, Instant savedAt) {
    Checkpoint {
        positions = List.copyOf(positions);
    }
}
