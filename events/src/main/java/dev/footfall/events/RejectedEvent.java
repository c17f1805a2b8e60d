package dev.footfall.events;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Something that could not be read as an event.
 *
 * @param field the field at fault, as in {@link Decoded.Malformed#field()}
 * @param error the fault, in words
 * @param origin the place of the original, or its remains
 */
public record RejectedEvent(String field, String error, Origin origin) {
    public sealed interface Origin {
        void writeFields(JsonGenerator json) throws IOException;
    }

    /** A record of a topic: its bytes are still there. */
    public record FromTopic(String topic, int partition, long offset) implements Origin {
        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("topic", topic);
            json.writeNumberField("partition", partition);
            json.writeNumberField("offset", offset);
        }
    }

    /**
     * A line of an access log.
     *
     * @param source the server's name
     * @param number the line's number in its file, from 1
     * @param text the line without its first field and with every IP literal replaced by "-"; a longer one is cut to
     *     {@link #MAX_TEXT_LENGTH}, so that it always fits into a record
     */
    public record FromLine(String source, long number, String text) implements Origin {
        /** The most of a line that is kept, in UTF-16 units. */
        public static final int MAX_TEXT_LENGTH = 16_384;

        public FromLine {
            text = Text.wellFormed(text, MAX_TEXT_LENGTH);
            source = Text.wellFormed(source, DownloadEvent.Details.MAX_SOURCE_LENGTH);
        }

        @Override
        public void writeFields(JsonGenerator json) throws IOException {
            json.writeStringField("source", source);
            json.writeNumberField("line", number);
            json.writeStringField("text", text);
        }
    }

    /** This event as UTF-8 JSON, the value of a record of {@link TopicSpec#REJECTED}. */
    public byte[] toJson() {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeStringField("field", field);
            json.writeStringField("error", error);
            origin.writeFields(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The rejected event of a record of {@link TopicSpec#REJECTED}; empty if it is none that this version knows. */
    public static Optional<RejectedEvent> ofJson(byte[] json) {
        var texts = new HashMap<String, String>();
        var numbers = new HashMap<String, Long>();
        try (JsonParser parser = EventCodec.JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value == JsonToken.VALUE_STRING) texts.put(name, parser.getText());
                if (value == JsonToken.VALUE_NUMBER_INT) numbers.put(name, parser.getLongValue());
                parser.skipChildren();
            }
        } catch (IOException e) {
            return Optional.empty();
        }
        String field = texts.get("field");
        String error = texts.get("error");
        if (field == null || error == null) return Optional.empty();
        return origin(texts, numbers).map(origin -> new RejectedEvent(field, error, origin));
    }

    private static Optional<Origin> origin(Map<String, String> texts, Map<String, Long> numbers) {
        String topic = texts.get("topic");
        Long partition = numbers.get("partition");
        Long offset = numbers.get("offset");
        if (topic != null && partition != null && offset != null) {
            return Optional.of(new FromTopic(topic, partition.intValue(), offset));
        }
        String source = texts.get("source");
        Long line = numbers.get("line");
        return source == null || line == null
                ? Optional.empty()
                : Optional.of(new FromLine(source, line, texts.getOrDefault("text", "")));
    }
}
