package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.util.Comparator;

/** By repository, then hour. Downloads are sessions that began then; bytes at most {@link Long#MAX_VALUE}. */
public record UserHour(RepoId repo, Instant begin, long files, long downloads, long bytes)
        implements Comparable<UserHour> {
    private static final Comparator<UserHour> ORDER =
            Comparator.comparing(UserHour::repo).thenComparing(UserHour::begin);

    public UserHour of(RepoId name) {
        return name.equals(repo) ? this : new UserHour(name, begin, files, downloads, bytes);
    }

    public HourCounts counts() {
        return new HourCounts(downloads, files, bytes);
    }

    UserHour plus(UserHour other) {
        return new UserHour(
                repo,
                begin,
                files + other.files,
                downloads + other.downloads,
                DailyCounts.saturatedSum(bytes, other.bytes));
    }

    @Override
    public int compareTo(UserHour other) {
        return ORDER.compare(this, other);
    }
}
