package dev.footfall.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON form of {@link RenameEvent}, version 1. */
public final class RenameCodec {
    private static final String TYPE = "repo_type";
    private static final String TARGET = "renamed_to";

    /** The names of its fields, in the order in which a fault is reported. */
    public static final List<String> FIELDS = List.of(TYPE, "repo", TARGET, "time");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    private RenameCodec() {}

    /**
     * Reads the value of one record: exactly one JSON object.
     *
     * @param value UTF-8 JSON
     * @param nowMillis the clock to hold the event's time against: the record's log time
     */
    public static Parsed<RenameEvent> decode(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        RepoType type = fields.repoType();
        Optional<RepoId> repo = fields.repo(type, fields.required("repo"));
        Optional<RepoId> target = fields.text(TARGET).flatMap(name -> target(fields, TARGET, type, name));
        if (target.isPresent() && target.equals(repo)) fields.fail(TARGET, RenameEvent.TARGET_RULE);
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        return fields.verdict(() -> new RenameEvent(repo.orElseThrow(), target, time));
    }

    /**
     * Reads the new name of a repository: its {@code repo}, a {@code repo_type} that is none but the old name's, and perhaps
     * the time, which is otherwise that of the clock.
     *
     * @param repo the old name
     */
    public static Parsed<RenameEvent> decodeTarget(byte[] value, RepoId repo, Instant now) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        boolean isOtherType = fields.text(TYPE)
                .filter(type -> !type.equals(repo.type().label()))
                .isPresent();
        if (isOtherType) fields.fail(TYPE, RenameEvent.TYPE_RULE);
        Optional<RepoId> target = target(fields, "repo", repo.type(), fields.required("repo"));
        if (target.filter(repo::equals).isPresent()) fields.fail("repo", RenameEvent.TARGET_RULE);
        Instant time = fields.eventTime(now.toEpochMilli(), Optional.of(now));
        return fields.verdict(() -> new RenameEvent(repo, target, time));
    }

    private static Optional<RepoId> target(JsonFields fields, String field, RepoType type, String name) {
        Optional<RepoId> target = RepoId.of(type, name);
        if (target.isEmpty()) fields.fail(field, "must be namespace/name, " + RepoId.NAME_RULE);
        return target;
    }

    /** The event as UTF-8 JSON; {@link #decode} reads it back as the same event. */
    public static byte[] encode(RenameEvent event) {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField(TYPE, event.repo().type().label());
            json.writeStringField("repo", event.repo().fullName());
            if (event.renamedTo().isPresent())
                json.writeStringField(TARGET, event.renamedTo().get().fullName());
            json.writeStringField("time", event.time().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
