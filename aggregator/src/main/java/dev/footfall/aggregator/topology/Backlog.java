package dev.footfall.aggregator.topology;

import java.util.Optional;
import java.util.OptionalLong;

@FunctionalInterface
public interface Backlog {
    long lastKnownLag(int partition, long nextOffset);

    /** The offset after the log's last record; empty while it is unknown. */
    default OptionalLong end(int partition) {
        return OptionalLong.empty();
    }

    /** The ids of the log's topics, which others of the same names would not have; empty while they are unknown. */
    default Optional<String> id() {
        return Optional.empty();
    }
}
