package dev.footfall.aggregator.store;

import dev.footfall.aggregator.likes.LikeStore;
import java.util.List;
import java.util.Optional;

/** The durable side of one partition: six stores of bytes. What is put is there for the next get. */
public interface PartitionStores {
    /** Visitor-days and their pages, in windows that are dropped whole. */
    String VISITOR_DAYS = "visitor-days";

    /** Daily rows. */
    String DAILY_ROWS = "daily-rows";

    /** Totals of repositories. */
    String TOTALS = "totals";

    /** Hours of users' days, which the counting writes and never reads. */
    String USER_DAYS = "user-days";

    /** The tally and the rules of the partition, each under its own name, and the days of its sources. */
    String PARTITION = "partition";

    /** Likes of users: of it, the counting writes the {@link StorePosition} alone. */
    String LIKES = LikeStore.NAME;

    /** The stores that are asked, each with a {@link StorePosition}. */
    List<String> ASKED = List.of(DAILY_ROWS, TOTALS, USER_DAYS, PARTITION, LIKES);

    /** All of them. */
    List<String> ALL = List.of(VISITOR_DAYS, DAILY_ROWS, TOTALS, USER_DAYS, PARTITION, LIKES);

    Optional<byte[]> get(String store, StoreKey key);

    void put(String store, StoreKey key, byte[] value);
}
