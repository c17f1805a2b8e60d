package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A user's like of a repository, given or taken back.
 *
 * @param repo the repository
 * @param user the user by name, 1 to {@link VisitorId#MAX_USER_LENGTH} characters, no control characters; or the
 *     {@link UserId} in its place
 * @param liked whether the user likes it from then on
 * @param time when it happened, cut to milliseconds; of two, the later one holds, whatever their order in the log
 */
public record LikeEvent(RepoId repo, String user, boolean liked, Instant time) {
    /** The rule for a user's name, in words. */
    public static final String USER_RULE = "must be 1 to " + VisitorId.MAX_USER_LENGTH
            + " characters of well-formed text without control characters, and not id: with 32 hexadecimal digits";

    public LikeEvent {
        if (!isUser(user)) throw new IllegalArgumentException("user: " + USER_RULE);
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** True if this is the name of a user who may like. */
    public static boolean isName(String user) {
        return isUser(user) && UserId.ofUser(user).isEmpty();
    }

    /** True if this is the name or id of a user who may like. */
    public static boolean isUser(String id) {
        return VisitorId.isUser(id) && id.chars().noneMatch(Character::isISOControl);
    }
}
