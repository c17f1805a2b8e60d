package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.util.Optional;
import java.util.function.Predicate;

/** The downloads of users, in visible repositories; none where users are not projected. */
public interface UserReader {
    /** The hours of one user in one partition. */
    LocalRead<UserHours> hours(int partition, String user, HourRange period, Predicate<RepoId> visible);

    /** {@code after}: the last user of the page before; empty for the first page. */
    LocalRead<UserPage> page(int partition, HourRange period, Optional<String> after, Predicate<RepoId> visible);
}
