package dev.footfall.aggregator.partition;

import java.util.Optional;

/** The durable side of one partition: four stores of bytes. What is put is there for the next get. */
public interface Stores {
    /** Visitor-days and their pages, in windows that are dropped whole. */
    String VISITOR_DAYS = "visitor-days";

    /** Daily rows. */
    String DAILY_ROWS = "daily-rows";

    /** Totals of repositories. */
    String TOTALS = "totals";

    /** The tally and the rules of the partition, each under its own name. */
    String PARTITION = "partition";

    Optional<byte[]> get(String store, StoreKey key);

    void put(String store, StoreKey key, byte[] value);
}
