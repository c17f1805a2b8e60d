package dev.footfall.events;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Something that could not be read as an event; {@code field} is as in {@link FieldError#field()}. */
public record RejectedEvent(String field, String error, Origin origin) {
    private static final Map<String, Integer> KNOWN =
            JsonFields.places(List.of("field", "error", "topic", "partition", "offset", "source", "line", "text"));

    public sealed interface Origin {
        JsonBytes addTo(JsonBytes json);
    }

    public record FromTopic(String topic, int partition, long offset) implements Origin {
        @Override
        public JsonBytes addTo(JsonBytes json) {
            return json.field("topic", topic).field("partition", partition).field("offset", offset);
        }
    }

    /** {@code number} counts from 1; {@code text} has no first field, "-" for IPs, at most {@link #MAX_TEXT_LENGTH}. */
    public record FromLine(String source, long number, String text) implements Origin {
        /** The most of a line that is kept, in UTF-16 units. */
        public static final int MAX_TEXT_LENGTH = 16_384;

        public FromLine {
            text = Text.wellFormed(text, MAX_TEXT_LENGTH);
            source = Text.wellFormed(source, EventDetails.MAX_SOURCE_LENGTH);
        }

        @Override
        public JsonBytes addTo(JsonBytes json) {
            return json.field("source", source).field("line", number).field("text", text);
        }
    }

    public byte[] toJson() {
        JsonBytes json = new JsonBytes().field("field", field).field("error", error);
        return origin.addTo(json).toObject();
    }

    /** The rejected event of a record of {@link TopicSpec#REJECTED}; empty if it is none that this version knows. */
    public static Optional<RejectedEvent> ofJson(byte[] json) {
        JsonFields fields = JsonFields.of(json, KNOWN);
        String field = fields.peek("field");
        String error = fields.peek("error");
        if (fields.fault() != null || field == null || error == null) return Optional.empty();
        return origin(fields).map(origin -> new RejectedEvent(field, error, origin));
    }

    private static Optional<Origin> origin(JsonFields fields) {
        String topic = fields.peek("topic");
        OptionalLong partition = fields.count("partition");
        OptionalLong offset = fields.count("offset");
        if (topic != null && partition.isPresent() && offset.isPresent()) {
            return Optional.of(new FromTopic(topic, (int) partition.getAsLong(), offset.getAsLong()));
        }
        String source = fields.peek("source");
        OptionalLong line = fields.count("line");
        String text = fields.peek("text");
        return source == null || line.isEmpty()
                ? Optional.empty()
                : Optional.of(new FromLine(source, line.getAsLong(), text == null ? "" : text));
    }
}
