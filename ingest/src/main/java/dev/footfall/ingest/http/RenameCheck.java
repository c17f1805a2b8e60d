package dev.footfall.ingest.http;

import dev.footfall.events.RenameEvent;
import java.util.Optional;

@FunctionalInterface
public interface RenameCheck {
    /** The check of a process that knows no renames: it lets each pass, and readers ignore those that close a cycle. */
    RenameCheck NONE = rename -> Optional.empty();

    Optional<String> fault(RenameEvent rename);
}
