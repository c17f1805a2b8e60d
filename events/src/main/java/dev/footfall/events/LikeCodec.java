package dev.footfall.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The JSON form of {@link LikeEvent}, version 1. */
public final class LikeCodec {
    /** The names of its fields, in the order in which a fault is reported. */
    public static final List<String> FIELDS = List.of("repo_type", "repo", "user_id", "user", "liked", "time");

    private static final Map<String, Integer> KNOWN = JsonFields.places(FIELDS);

    private LikeCodec() {}

    /**
     * Reads the value of one record: exactly one JSON object with all of the fields.
     *
     * @param value UTF-8 JSON
     * @param nowMillis the clock to hold the event's time against: the record's log time
     */
    public static Parsed<LikeEvent> decode(byte[] value, long nowMillis) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Optional<RepoId> repo = fields.repo();
        String user = fields.has("user_id") ? fields.userId().orElse("") : name(fields);
        boolean liked = fields.flag("liked", false);
        if (!fields.has("liked")) fields.fail("liked", "missing");
        Instant time = fields.eventTime(nowMillis, Optional.empty());
        return fields.verdict(() -> new LikeEvent(repo.orElseThrow(), user, liked, time));
    }

    private static String name(JsonFields fields) {
        String name = fields.required("user");
        if (!LikeEvent.isName(name)) fields.fail("user", LikeEvent.USER_RULE);
        return name;
    }

    /** Reads when it happened: the {@code time} of an object that may be without one, which is then the clock's. */
    public static Parsed<Instant> decodeTime(byte[] value, Instant now) {
        JsonFields fields = JsonFields.of(value, KNOWN);
        Instant time = fields.eventTime(now.toEpochMilli(), Optional.of(now));
        return fields.verdict(() -> time);
    }

    /** The event as UTF-8 JSON; {@link #decode} reads it back as the same event. */
    public static byte[] encode(LikeEvent event) {
        var bytes = new ByteArrayOutputStream(128);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("repo_type", event.repo().type().label());
            json.writeStringField("repo", event.repo().fullName());
            EventCodec.writeUser(event.user(), json);
            json.writeBooleanField("liked", event.liked());
            json.writeStringField("time", event.time().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
