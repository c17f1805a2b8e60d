package dev.footfall.ingest.daykeys;

import dev.footfall.ingest.KeysUnavailableException;
import java.util.List;
import java.util.function.Function;

/** The log of keys that all ingests share. Used under one lock. */
public interface KeyLog extends AutoCloseable {
    /**
     * Writes, durably and all or nothing, the records that follow from what is in the log, and returns what is in it then. No
     * other ingest has written anything between the two.
     *
     * @param change may be called again, with what others have written meanwhile
     * @throws KeysUnavailableException if it is not to be had now, or it is not known what was written
     */
    KeyBook change(Function<KeyBook, List<KeyRecord>> change);

    /** Forgets what was read: the next change reads the log from its beginning. */
    void forget();

    /** Closes the connections. */
    @Override
    void close();
}
