package dev.footfall.logs.accesslog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** The JSON object in which a shipper wraps each line; {@code field} is the text that holds it. */
public record LineEnvelope(String field) {
    public Optional<byte[]> contentOf(byte[] json) {
        try (JsonParser parser = EventCodec.parser(json, 0, json.length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isLine = parser.currentName().equals(field);
                if (parser.nextToken() == JsonToken.VALUE_STRING && isLine) {
                    return Optional.of(withoutEnd(parser.getText()).getBytes(StandardCharsets.UTF_8));
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Without its line end, as a file's lines are; spaces are the line's. */
    static String withoutEnd(String line) {
        String text = line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }
}
