package dev.footfall.aggregator.query;

import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.util.Comparator;

/**
 * The files of one user and repository in one UTC hour. Naturally ordered by repository, then by hour.
 *
 * @param repo the repository
 * @param begin the beginning of the hour
 * @param files counted events, ≥ 1
 * @param downloads sessions that began in it
 * @param bytes body bytes sent by counted events; {@link Long#MAX_VALUE} stands for that and more
 */
public record UserHour(RepoId repo, Instant begin, long files, long downloads, long bytes)
        implements Comparable<UserHour> {
    private static final Comparator<UserHour> ORDER =
            Comparator.comparing(UserHour::repo).thenComparing(UserHour::begin);

    /** This hour under another name of the repository. */
    public UserHour of(RepoId name) {
        return name.equals(repo) ? this : new UserHour(name, begin, files, downloads, bytes);
    }

    /** This hour and the same hour of another name of the repository, or of the user. */
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
