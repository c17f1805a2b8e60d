package dev.footfall.aggregator.sealing;

import dev.footfall.aggregator.counting.SealedDays;
import java.util.Set;

/** Those of one partition. Not thread-safe. */
public interface PartitionSeals extends AutoCloseable {
    Set<String> rules();

    /** Loads some of them; they say themselves when all are loaded. */
    void loadSome(SealedDays into);

    @Override
    void close();
}
