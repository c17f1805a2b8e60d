package dev.footfall.aggregator.query;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Some users of one partition who follow one another in the order of {@link #compare}, with all that they have there.
 *
 * @param repositories the repositories with one name from which these users fetched files, each once
 * @param names the names of the other repositories from which they fetched files, each once
 * @param last the last user that was looked at, after whom there are more; empty at the end
 */
public record UserPage(
        PackedUsers users,
        List<RepositoryUsers> repositories,
        List<NameUsers> names,
        long userDays,
        Optional<String> last) {
    /** The most users of a page: so many are read faster than another node is asked in this one's place. */
    public static final int MOST = 128_000;

    /** The bytes of its users from which it is full, because ids may be long. */
    public static final int FULL_BYTES = 16 << 20;

    public UserPage {
        repositories = List.copyOf(repositories);
        names = List.copyOf(names);
    }

    /** Compares users by their ids in UTF-8: the shorter is first, and of equally long ones the one with the lesser bytes. */
    public static int compare(byte[] user, byte[] other) {
        int byLength = Integer.compare(user.length, other.length);
        return byLength == 0 ? Arrays.compareUnsigned(user, other) : byLength;
    }
}
