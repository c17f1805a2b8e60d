package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/** The likes of repositories, by user. */
public interface LikeReader {
    LocalRead<Long> number(RepoId repo);

    /** Reads as {@link #number} does where there are none, as {@link TotalsReader#miss} does. */
    LocalRead<Long> missNumber(RepoId repo);

    LocalRead<Boolean> isLiked(RepoId repo, String user);

    /** The newest likes of a repository of those that are shown, in {@link Like}'s order. */
    LocalRead<List<Like>> likers(RepoId repo, Predicate<Like> shown, int limit);

    /** The UTC days of [{@code from}, {@code to}] with like changes of a repository, ascending. */
    LocalRead<List<LikeDay>> likeDays(RepoId repo, LocalDate from, LocalDate to);

    /** The newest likes that this user gave in one partition of those that are shown, in {@link Like}'s order. */
    LocalRead<List<Like>> likedBy(int partition, String user, Predicate<Like> shown, int limit);
}
