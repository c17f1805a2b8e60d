package dev.footfall.ingest.accesslog;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The object of JSON in which a shipper sends each line, with words of its own about it.
 *
 * @param field the name of the text that is the line
 */
public record Envelope(String field) {
    /** The line; empty if it is not in there. */
    Optional<byte[]> contentOf(byte[] json) {
        try (JsonParser parser = EventCodec.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                boolean isLine = parser.currentName().equals(field);
                if (parser.nextToken() == JsonToken.VALUE_STRING && isLine) {
                    return Optional.of(parser.getText().stripTrailing().getBytes(StandardCharsets.UTF_8));
                }
                parser.skipChildren();
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
