package dev.footfall.events;

import java.time.Instant;

/**
 * A user's like of a repository, given or taken back.
 *
 * @param repo the repository
 * @param user the user's id, 1 to {@link VisitorId#MAX_USER_LENGTH} characters
 * @param liked whether the user likes it from then on
 * @param time when it happened; of two, the later one holds, whatever their order in the log
 */
public record LikeEvent(RepoId repo, String user, boolean liked, Instant time) {}
