package dev.footfall.events;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** An event as a JSON library writes it, to hold {@link EventEncoder} against. */
final class GeneratedEvent {
    private GeneratedEvent() {}

    static byte[] of(DownloadEvent event) {
        var bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = CheckedJson.JSON.createGenerator(bytes)) {
            json.enable(JsonGenerator.Feature.COMBINE_UNICODE_SURROGATES_IN_UTF8);
            write(event, json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void write(DownloadEvent event, JsonGenerator json) throws IOException {
        FileRequest request = event.request();
        EventDetails details = event.details();
        json.writeStartObject();
        json.writeStringField("id", event.id());
        json.writeStringField("time", event.time().toString());
        json.writeStringField("repo_type", event.repo().type().label());
        json.writeStringField("repo", event.repo().fullName());
        json.writeStringField("path", details.path());
        writeIfPresent(json, "revision", details.revision());
        json.writeStringField("via", request.via().label());
        json.writeStringField("method", request.method());
        json.writeNumberField("status", request.status());
        json.writeNumberField("bytes", request.bytes());
        Long rangeStart = request.rangeStart();
        if (rangeStart != null) json.writeNumberField("range_start", rangeStart);
        Long size = request.size();
        if (size != null) json.writeNumberField("size", size);
        String visitor = event.visitor().value();
        boolean isId = UserId.ofUser(visitor).isPresent();
        if (!event.visitor().authenticated()) json.writeStringField("visitor", visitor);
        else if (isId) json.writeStringField("user_id", visitor.substring("id:".length()));
        else json.writeStringField("user", visitor);
        writeIfPresent(json, "user_agent", details.userAgent());
        writeIfPresent(json, "source", details.source());
        writeIfPresent(json, "network", details.network());
        json.writeEndObject();
    }

    private static void writeIfPresent(JsonGenerator json, String field, @Nullable String value) throws IOException {
        if (value != null) json.writeStringField(field, value);
    }
}
