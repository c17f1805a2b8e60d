package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repository as its hub registered it, the full state each time. A removed repository keeps its visibility: it is
 * hidden, not forgotten.
 *
 * @param repo the repository
 * @param time when it became so, cut to milliseconds
 * @param removed whether it is gone for now
 * @param isPrivate whether only its owners may see it
 * @param nsfw whether it is not for everybody's eyes
 * @param details its description
 */
public record RepositoryEvent(
        RepoId repo, Instant time, boolean removed, boolean isPrivate, boolean nsfw, Details details) {
    public RepositoryEvent {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * The description of a repository; nothing is decided by it.
     *
     * @param tags its tags, in the order given: at most {@link #MAX_TAGS} of {@link #MAX_TAG_LENGTH} characters
     * @param baseModel the model that it was made from, at most {@link #MAX_BASE_MODEL_LENGTH} characters
     * @param parameters the number of the model's parameters, ≥ 0
     * @param createdAt when it was made, cut to milliseconds
     * @param category the category that it is in, beside that of its type
     */
    public record Details(
            List<String> tags,
            Optional<String> baseModel,
            OptionalLong parameters,
            Optional<Instant> createdAt,
            Optional<Category> category) {
        public static final int MAX_TAGS = 100;
        public static final int MAX_TAG_LENGTH = 96;
        public static final int MAX_BASE_MODEL_LENGTH = 256;

        static final String TAG_RULE = "must be at most " + MAX_TAGS + ", each of at most " + MAX_TAG_LENGTH
                + " characters of well-formed text";
        static final String BASE_MODEL_RULE =
                "must be at most " + MAX_BASE_MODEL_LENGTH + " characters of well-formed text";

        public static final Details NONE =
                new Details(List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

        public Details {
            tags = List.copyOf(tags);
            createdAt = createdAt.map(time -> time.truncatedTo(ChronoUnit.MILLIS));
            if (!areTags(tags)) throw new IllegalArgumentException("tags: " + TAG_RULE);
            if (!isBaseModel(baseModel)) throw new IllegalArgumentException("base_model: " + BASE_MODEL_RULE);
            if (parameters.orElse(0) < 0) {
                throw new IllegalArgumentException("parameters: negative: " + parameters.getAsLong());
            }
        }

        static boolean areTags(List<String> tags) {
            return tags.size() <= MAX_TAGS && tags.stream().allMatch(tag -> Text.isOptional(tag, MAX_TAG_LENGTH));
        }

        static boolean isBaseModel(Optional<String> baseModel) {
            return Text.isOptional(baseModel.orElse(""), MAX_BASE_MODEL_LENGTH);
        }
    }
}
