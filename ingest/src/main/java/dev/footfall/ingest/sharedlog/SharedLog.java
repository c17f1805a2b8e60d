package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import java.util.List;
import java.util.function.Function;

/** A log that all ingests share; the state is what its records add up to. Used under one lock. */
public interface SharedLog<S, R> extends AutoCloseable {
    /**
     * Writes, durably, the records that follow from what is in the log, and returns what is in it then. In a topic that is
     * written in turn, they are written all or not at all, and no other ingest has written anything between the two.
     *
     * @param change may be called again, with what others have written meanwhile
     * @throws SharedLogUnavailableException if it is not to be had now, or it is not known what was written
     */
    S change(Function<S, List<R>> change);

    /** Drops what was read: a further {@link #change} reads all of it again. */
    @Override
    void close();
}
