package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.query.UserReader;
import dev.footfall.events.RepoId;
import java.util.Optional;
import java.util.function.Predicate;

record StreamsUsers(StoreReader reader, Registrations registrations) implements UserReader {
    @Override
    public LocalRead<UserHours> hours(int partition, String user, HourRange period, Predicate<RepoId> visible) {
        return reader.ask(
                partition, PartitionStores.USER_DAYS, store -> new StoredUserDays(store, period, visible).ofUser(user));
    }

    @Override
    public LocalRead<UserPage> page(
            int partition, HourRange period, Optional<String> after, Predicate<RepoId> visible) {
        return reader.ask(
                partition,
                PartitionStores.USER_DAYS,
                store -> new StoredUserDays(store, period, visible)
                        .users(after, UserPage.MOST, registrations.latestRenames()));
    }
}
