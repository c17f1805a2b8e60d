package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;

/** One user's like of one repository. Naturally ordered: the newest first, then by repository and user. */
public record Like(RepoId repo, String user, Instant since) implements Comparable<Like> {
    private static final Comparator<Like> NEWEST_FIRST = Comparator.comparing(Like::since)
            .reversed()
            .thenComparing(Like::repo)
            .thenComparing(Like::user);

    @Override
    public int compareTo(Like other) {
        return NEWEST_FIRST.compare(this, other);
    }

    /** The users whose latest like or unlike of a repository is of one UTC day. */
    public record LikeDay(LocalDate date, long won, long lost) {
        public LikeDay plus(LikeDay other) {
            return new LikeDay(date, won + other.won, lost + other.lost);
        }
    }
}
