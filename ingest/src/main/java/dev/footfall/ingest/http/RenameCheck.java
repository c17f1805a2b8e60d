package dev.footfall.ingest.http;

import dev.footfall.events.RenameEvent;
import java.util.Optional;

/** The judgement of a rename by those that stand, where this process knows them. */
@FunctionalInterface
public interface RenameCheck {
    /** The check of a process that knows no renames: it lets each pass, and readers ignore those that close a cycle. */
    RenameCheck NONE = rename -> Optional.empty();

    /** The reason why the rename would be ignored, if it would. */
    Optional<String> fault(RenameEvent rename);
}
