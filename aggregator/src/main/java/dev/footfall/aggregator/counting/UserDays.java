package dev.footfall.aggregator.counting;

/**
 * The days of users in a store of their own, where a user's repositories stand together. Each is overwritten from its
 * visitor-day when the page of that is written, in the same transaction, and never read here: so it is as exact as the page.
 */
final class UserDays {
    private final PartitionStores stores;

    UserDays(PartitionStores stores) {
        this.stores = stores;
    }

    /** Writes the users' days of a page that have changed since they were last written. */
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
