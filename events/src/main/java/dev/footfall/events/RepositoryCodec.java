package dev.footfall.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The JSON form of {@link RepositoryEvent}, version 1. */
public final class RepositoryCodec {
    /** The names of its fields, in the order in which a fault is reported. */
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

    private RepositoryCodec() {}

    /**
     * Reads the value of one record: exactly one JSON object.
     *
     * @param value UTF-8 JSON
     * @param nowMillis the clock to hold the event's time against: the record's log time
     */
    public static Parsed<RepositoryEvent> decode(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Optional<RepoId> repo = fields.repo();
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        boolean removed = fields.flag("removed", false);
        if (!removed) fields.require("private"); // a record that was meant for another topic must not make it public
        return state(fields, repo, time, removed);
    }

    /**
     * Reads what a hub says of a repository that it names elsewhere. Every field may be absent, the time is then that of
     * the clock; what it says of {@code repo_type}, {@code repo} and {@code removed} is ignored.
     */
    public static Parsed<RepositoryEvent> decodeState(byte[] value, RepoId repo, Instant now) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Instant time = fields.eventTime(now.toEpochMilli(), Optional.of(now));
        return state(fields, Optional.of(repo), time, false);
    }

    private static Parsed<RepositoryEvent> state(
            JsonFields fields, Optional<RepoId> repo, Instant time, boolean removed) {
        boolean isPrivate = fields.flag("private", false);
        boolean nsfw = fields.flag("nsfw", false);
        List<String> tags = fields.texts("tags");
        if (!RepositoryEvent.Details.areTags(tags)) fields.fail("tags", RepositoryEvent.Details.TAG_RULE);
        Optional<String> baseModel = fields.text("base_model");
        if (!RepositoryEvent.Details.isBaseModel(baseModel)) {
            fields.fail("base_model", RepositoryEvent.Details.BASE_MODEL_RULE);
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
                new RepositoryEvent.Details(tags, baseModel, parameters, createdAt, category)));
    }

    private static Optional<Category> category(JsonFields fields) {
        Optional<String> name = fields.text("category");
        Optional<Category> category = name.flatMap(Category::of);
        if (name.isPresent() && category.isEmpty()) fields.fail("category", Category.RULE);
        return category;
    }

    /** The event as UTF-8 JSON; {@link #decode} reads it back as the same event. */
    public static byte[] encode(RepositoryEvent event) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("repo_type", event.repo().type().label());
            json.writeStringField("repo", event.repo().fullName());
            json.writeStringField("time", event.time().toString());
            json.writeBooleanField("removed", event.removed());
            json.writeBooleanField("private", event.isPrivate());
            json.writeBooleanField("nsfw", event.nsfw());
            write(event.details(), json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(RepositoryEvent.Details details, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("tags");
        for (String tag : details.tags()) json.writeString(tag);
        json.writeEndArray();
        if (details.baseModel().isPresent())
            json.writeStringField("base_model", details.baseModel().get());
        if (details.parameters().isPresent())
            json.writeNumberField("parameters", details.parameters().getAsLong());
        if (details.createdAt().isPresent())
            json.writeStringField("created_at", details.createdAt().get().toString());
        if (details.category().isPresent())
            json.writeStringField("category", details.category().get().name());
    }
}
