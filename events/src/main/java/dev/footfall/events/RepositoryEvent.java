package dev.footfall.events;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repository as its hub registered it, the full state each time. A removed repository keeps its visibility: it is
 * hidden, not forgotten.
 *
 * @param repo which one
 * @param time when it became so
 * @param removed whether it is gone for now
 * @param isPrivate whether only its owners may see it
 * @param nsfw whether it is not for everybody's eyes
 * @param details what is said about it
 */
public record RepositoryEvent(
        RepoId repo, Instant time, boolean removed, boolean isPrivate, boolean nsfw, Details details) {
    /**
     * What is said about a repository; nothing is decided by it.
     *
     * @param tags its tags, in the order given
     * @param baseModel what it was made from
     * @param parameters how many parameters the model has
     * @param createdAt when it was made
     */
    public record Details(
            List<String> tags, Optional<String> baseModel, OptionalLong parameters, Optional<Instant> createdAt) {
        /** Nothing known. */
        public static final Details NONE =
                new Details(List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty());

        public Details {
            tags = List.copyOf(tags);
        }
    }
}
