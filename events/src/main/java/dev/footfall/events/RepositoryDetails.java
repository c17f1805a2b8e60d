package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The description of a repository; nothing is decided by it.
 *
 * @param tags its tags, in the order given: at most {@link #MAX_TAGS} of {@link #MAX_TAG_LENGTH} characters
 * @param baseModel the model that it was made from, at most {@link #MAX_BASE_MODEL_LENGTH} characters
 */
public record RepositoryDetails(
        List<String> tags,
        Optional<String> baseModel,
        OptionalLong parameters,
        Optional<Instant> createdAt,
        Optional<Category> category) {
    public static final int MAX_TAGS = 100;
    public static final int MAX_TAG_LENGTH = 96;
    public static final int MAX_BASE_MODEL_LENGTH = 256;

    static final String TAG_RULE =
            "must be at most " + MAX_TAGS + ", each of at most " + MAX_TAG_LENGTH + " characters of well-formed text";
    static final String BASE_MODEL_RULE =
            "must be at most " + MAX_BASE_MODEL_LENGTH + " characters of well-formed text";

    public static final RepositoryDetails NONE = new RepositoryDetails(
            List.of(), Optional.empty(), OptionalLong.empty(), Optional.empty(), Optional.empty());

    public RepositoryDetails {
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
