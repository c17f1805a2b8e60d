package dev.footfall.aggregator.counting.store;

import java.util.List;
import java.util.Optional;

/** One store of bytes of a partition, with a changelog, in parts by the first byte of keys ({@link PartKeys}). */
public interface PartitionStores {
    String STORE = "counts";

    /** Visitor-days and their pages, by log day, deleted once no event can change them. */
    String VISITOR_DAYS = "visitor-days";

    String DAILY_ROWS = "daily-rows";

    String TOTALS = "totals";

    /** Hours of users' days, which the counting writes and never reads. */
    String USER_DAYS = "user-days";

    /** The tally and the rules of the partition, each under its own name, and the days of its sources. */
    String PARTITION = "partition";

    String LIKES = "likes";

    List<String> PARTS = List.of(VISITOR_DAYS, DAILY_ROWS, TOTALS, USER_DAYS, PARTITION, LIKES);

    Optional<byte[]> get(String part, StoreKey key);

    /** Puts a value, which the next get finds. */
    void put(String part, StoreKey key, byte[] value);

    void delete(String part, StoreKey key);
}
