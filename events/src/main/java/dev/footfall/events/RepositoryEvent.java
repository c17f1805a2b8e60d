package dev.footfall.events;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A repository as its hub registered it, the full state each time. A removed repository keeps its visibility: it is
 * hidden, not forgotten.
 */
public record RepositoryEvent(
        RepoId repo, Instant time, boolean removed, boolean isPrivate, boolean nsfw, RepositoryDetails details) {
    public static final List<String> FIELDS = List.of(
            "repo_type",
            "repo",
            "time",
            "removed",
            "private",
            "nsfw",
            "tags",
            "base_model",
            "parameters",
            "created_at",
            "category");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    public RepositoryEvent {
        time = time.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Reads exactly one JSON object; its time is held against the record's log time. */
    public static Parsed<RepositoryEvent> decode(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Optional<RepoId> repo = fields.repo();
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        boolean removed = fields.flag("removed", false);
        if (!removed) fields.require("private"); // a record that was meant for another topic must not make it public
        return state(fields, repo, time, removed);
    }

    /** The state of one that is gone, or of whom nothing is known but that it was registered: nobody may see it. */
    public static RepositoryEvent hidden(RepoId repo, Instant time) {
        return new RepositoryEvent(repo, time, true, true, false, RepositoryDetails.NONE);
    }

    /** Reads a state as it was stored; one that cannot be read is hidden. */
    public static RepositoryEvent ofStored(RepoId repo, byte[] value) {
        return decode(value, Long.MAX_VALUE).value().orElseGet(() -> hidden(repo, Instant.EPOCH));
    }

    /**
     * Reads what a hub says of a repository named elsewhere. Its visibility must be there, and no unknown or repeated field:
     * a slip must not publish a private repository. The other fields may be absent, the time is then the clock's.
     */
    public static Parsed<RepositoryEvent> decodeState(byte[] value, RepoId repo, Instant now) {
        JsonFields fields = JsonFields.strict(value, KNOWN);
        fields.same("repo_type", repo.type().label());
        fields.same("repo", repo.fullName());
        if (fields.flag("removed", false)) fields.fail("removed", "must be absent or false: a DELETE removes");
        fields.require("private");
        Instant time = fields.eventTime(now.toEpochMilli(), Optional.of(now));
        return state(fields, Optional.of(repo), time, false);
    }

    private static Parsed<RepositoryEvent> state(
            JsonFields fields, Optional<RepoId> repo, Instant time, boolean removed) {
        boolean isPrivate = fields.flag("private", false);
        boolean nsfw = fields.flag("nsfw", false);
        List<String> tags = fields.texts("tags");
        if (!RepositoryDetails.areTags(tags)) fields.fail("tags", RepositoryDetails.TAG_RULE);
        Optional<String> baseModel = fields.text("base_model");
        if (!RepositoryDetails.isBaseModel(baseModel)) {
            fields.fail("base_model", RepositoryDetails.BASE_MODEL_RULE);
        }
        OptionalLong parameters = fields.count("parameters");
        Optional<Instant> createdAt = fields.time("created_at");
        Optional<Category> category = category(fields);
        return fields.verdict(() -> new RepositoryEvent(
                repo.orElseThrow(),
                time,
                removed,
                isPrivate,
                nsfw,
                new RepositoryDetails(tags, baseModel, parameters, createdAt, category)));
    }

    private static Optional<Category> category(JsonFields fields) {
        Optional<String> name = fields.text("category");
        Optional<Category> category = name.flatMap(Category::of);
        if (name.isPresent() && category.isEmpty()) fields.fail("category", Category.RULE);
        return category;
    }

    public byte[] toJson() {
        JsonBytes json = new JsonBytes()
                .field("repo_type", repo.type().label())
                .field("repo", repo.fullName())
                .field("time", time.toString())
                .field("removed", removed)
                .field("private", isPrivate)
                .field("nsfw", nsfw)
                .field("tags", details.tags());
        details.baseModel().ifPresent(model -> json.field("base_model", model));
        details.parameters().ifPresent(number -> json.field("parameters", number));
        details.createdAt().ifPresent(created -> json.field("created_at", created.toString()));
        details.category().ifPresent(category -> json.field("category", category.name()));
        return json.toObject();
    }
}
