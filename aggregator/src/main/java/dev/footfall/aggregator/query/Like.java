package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.Instant;
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
}
