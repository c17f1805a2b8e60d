package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.UserDayKey;

/** Users' days where a user's repositories stand together: each written with its visitor-day's page, never read. */
record UserDays(PartitionStores stores) {
    void write(StoreKey key, VisitorPage page) {
        for (int i = 0; i < page.size(); i++) {
            byte[] visitor = page.visitor(i);
            page.day(i)
                    .takeNews()
                    .ifPresent(hours ->
                            stores.put(PartitionStores.USER_DAYS, UserDayKey.of(key, visitor), Users.encode(hours)));
        }
    }
}
