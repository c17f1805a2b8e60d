package dev.footfall.queryapi.users;

import dev.footfall.aggregator.query.StateVersion;
import java.util.Map;

/**
 * The users of all partitions, and what they were read from.
 *
 * @param users all users
 * @param versions the version of each partition; none where one changed while it was read
 */
record MergedUsers(PeriodUsers users, Map<Integer, StateVersion> versions) {
    MergedUsers {
        versions = Map.copyOf(versions);
    }
}
