package dev.footfall.aggregator.reading;

import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/** The view of the counting on this node. Safe for many threads. */
interface ReadinessFacts {
    /** True once all registrations have been read. */
    boolean knowsRegistrations();

    KafkaStreams.State state();

    /** The number of partitions that each living thread counts; 0 until it has got and opened its own. */
    List<Integer> partitionsByThread();

    boolean isCounted(int partition);

    /** The reason for which a partition that is counted here cannot be reached; empty if it can. */
    Optional<String> whyMute(int partition);

    /** The rest of the restoration, after a semicolon; empty if nothing is left. */
    String restoring();
}
