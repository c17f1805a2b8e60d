package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.DailyCounts;
import java.util.Comparator;

/** Most files first, then by id. Downloads are sessions that began then; bytes at most {@link Long#MAX_VALUE}. */
public record UserSum(String user, long files, long downloads, long bytes) implements Comparable<UserSum> {
    private static final Comparator<UserSum> MOST_FIRST =
            Comparator.comparingLong(UserSum::files).reversed().thenComparing(UserSum::user);

    public UserSum of(String other) {
        return new UserSum(other, files, downloads, bytes);
    }

    public UserSum plus(UserSum other) {
        return new UserSum(
                user, files + other.files, downloads + other.downloads, DailyCounts.saturatedSum(bytes, other.bytes));
    }

    @Override
    public int compareTo(UserSum other) {
        return MOST_FIRST.compare(this, other);
    }
}
