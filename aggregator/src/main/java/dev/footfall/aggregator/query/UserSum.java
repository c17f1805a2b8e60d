package dev.footfall.aggregator.query;

import dev.footfall.aggregator.session.DailyCounts;
import java.util.Comparator;

/**
 * The files of one user in a period, in some repositories. Naturally ordered: more files first, then by id.
 *
 * @param user the user, by name or by id
 * @param files counted events, ≥ 1
 * @param downloads sessions that began in the period
 * @param bytes body bytes sent by counted events; {@link Long#MAX_VALUE} stands for that and more
 */
public record UserSum(String user, long files, long downloads, long bytes) implements Comparable<UserSum> {
    private static final Comparator<UserSum> MOST_FIRST =
            Comparator.comparingLong(UserSum::files).reversed().thenComparing(UserSum::user);

    /** The same numbers of the user as this one. */
    public UserSum of(String other) {
        return new UserSum(other, files, downloads, bytes);
    }

    /** The same user's files here and there. */
    public UserSum plus(UserSum other) {
        return new UserSum(
                user, files + other.files, downloads + other.downloads, DailyCounts.saturatedSum(bytes, other.bytes));
    }

    @Override
    public int compareTo(UserSum other) {
        return MOST_FIRST.compare(this, other);
    }
}
