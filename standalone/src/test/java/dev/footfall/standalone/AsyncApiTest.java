package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.footfall.events.EventCodec;
import dev.footfall.events.FieldError;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.SourceTrust;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.UserNames;
import dev.footfall.events.VisitorKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds docs/asyncapi.yaml against the codecs that read and write the topics. */
class AsyncApiTest {
    private static final JsonNode DOCUMENT = read(Path.of("../docs/asyncapi.yaml"));
    private static final long NOW = Instant.parse("2026-11-20T12:00:00Z").toEpochMilli();
    private static final int ANY_NUMBER = 7;
    private static final String NO_FAULT = "";

    /** Message, and the field that its codec finds fault with. */
    private static final Map<String, Function<byte[], String>> CODECS = Map.of(
            "downloadEvent",
            value -> EventCodec.decode(value, NOW).fold(event -> NO_FAULT, FieldError::field),
            "repositoryEvent",
            value -> RepositoryEvent.decode(value, NOW).fold(event -> NO_FAULT, FieldError::field),
            "renameEvent",
            value -> RenameEvent.decode(value, NOW).fold(event -> NO_FAULT, FieldError::field),
            "likeEvent",
            value -> LikeEvent.decode(value, NOW).fold(event -> NO_FAULT, FieldError::field),
            "openingBalance",
            value -> OpeningBalance.decode(value).fold(balance -> NO_FAULT, FieldError::field),
            "restoredPartition",
            value -> RestoredPartition.decode(value).fold(mark -> NO_FAULT, FieldError::field),
            "visitorKey",
            value -> VisitorKey.decode(value).fold(key -> NO_FAULT, FieldError::field),
            "sourceTrust",
            value -> SourceTrust.decode(value).fold(trust -> NO_FAULT, FieldError::field),
            "userName",
            value -> UserNames.decode(value).fold(name -> NO_FAULT, FieldError::field));

    @Test
    void describesTheTopicsAndHowLongTheyAreKept() {
        Map<String, String> described = new TreeMap<>();
        for (JsonNode channel : DOCUMENT.get("channels")) {
            JsonNode settings = channel.at("/bindings/kafka/topicConfiguration");
            described.put(
                    channel.get("address").asText(),
                    settings.path("retention.ms").asText("")
                            + settings.at("/cleanup.policy/0").asText(""));
        }

        assertEquals(
                Stream.of(TopicSpec.values())
                        .collect(Collectors.toMap(
                                TopicSpec::topic,
                                topic -> topic.settings().getOrDefault("retention.ms", "")
                                        + topic.settings().getOrDefault("cleanup.policy", ""),
                                (one, other) -> one,
                                TreeMap::new)),
                described);
    }

    @Test
    void describesEachTopicItsWritersAndItsPartitions() {
        Map<String, String> described = new TreeMap<>();
        for (JsonNode channel : DOCUMENT.get("channels")) {
            int partitions = channel.at("/bindings/kafka/partitions").asInt(ANY_NUMBER);
            described.put(
                    channel.get("address").asText(), channel.get("description").asText() + partitions);
        }

        Map<String, String> expected = new TreeMap<>();
        for (TopicSpec topic : TopicSpec.values()) {
            String writers = " Written by " + topic.writers().replace("`", "")
                    + topic.transactionalId()
                            .map(", in transactions of "::concat)
                            .orElse("") + '.';
            expected.put(topic.topic(), topic.description() + writers + topic.partitions(ANY_NUMBER));
        }
        assertEquals(expected, described);
    }

    @Test
    void theTableOfTopicsInTheDocsIsThatOfTheCode() throws IOException {
        List<String> rows = Stream.of(TopicSpec.values())
                .map(topic -> DocTable.row(
                        "`" + topic.topic() + "`",
                        topic.isPartitioned() ? "*N*" : "1",
                        topic.writers(),
                        topic.transactionalId().map(id -> '`' + id + '`').orElse(""),
                        topic.description()))
                .toList();

        DocTable.assertTable("topics.md", "| topic | partitions | written by | transactional id | contents |", rows);
    }

    @Test
    void listsTheFieldsOfEachCodec() {
        var downloadFields = new TreeSet<>(EventCodec.FIELDS);
        downloadFields.remove("ip"); // for ingest alone: an address is in no topic

        assertEquals(downloadFields, properties("downloadEvent"));
        assertEquals(new TreeSet<>(RepositoryEvent.FIELDS), properties("repositoryEvent"));
        assertEquals(new TreeSet<>(RenameEvent.FIELDS), properties("renameEvent"));
        assertEquals(new TreeSet<>(LikeEvent.FIELDS), properties("likeEvent"));
        assertEquals(new TreeSet<>(OpeningBalance.FIELDS), properties("openingBalance"));
        assertEquals(new TreeSet<>(RestoredPartition.FIELDS), properties("restoredPartition"));
        assertEquals(new TreeSet<>(VisitorKey.FIELDS), properties("visitorKey"));
        assertEquals(new TreeSet<>(SourceTrust.FIELDS), properties("sourceTrust"));
        assertEquals(new TreeSet<>(UserNames.FIELDS), properties("userName"));
    }

    @Test
    void listsTheFieldsOfARejectedEvent() throws IOException {
        var written = new TreeSet<String>();
        for (RejectedEvent.Origin origin :
                List.of(new RejectedEvent.FromTopic("t", 0, 0), new RejectedEvent.FromLine("s", 1, "x"))) {
            new ObjectMapper()
                    .readTree(new RejectedEvent("field", "error", origin).toJson())
                    .fieldNames()
                    .forEachRemaining(written::add);
        }

        assertEquals(written, properties("rejectedEvent"));
    }

    @Test
    void givesExamplesThatAreRead() {
        CODECS.forEach((message, codec) -> {
            assertTrue(!examples(message).isEmpty(), message);
            for (ObjectNode example : examples(message)) assertEquals(NO_FAULT, codec.apply(bytes(example)), message);
        });
    }

    @Test
    void requiresWhatTheCodecsRequireAndNothingElse() {
        CODECS.forEach((message, codec) -> {
            Set<String> required = texts(payload(message).get("required"));
            for (String field : properties(message)) {
                if (isOneOfSeveral(message, field)) continue;
                ObjectNode example = examples(message).get(0).deepCopy();
                example.remove(field);
                String expected = required.contains(field) ? field : NO_FAULT;
                assertEquals(expected, codec.apply(bytes(example)), message + " without " + field);
            }
        });
    }

    private static boolean isOneOfSeveral(String message, String field) {
        return payload(message).path("anyOf").findValues("required").stream()
                .anyMatch(fields -> texts(fields).contains(field));
    }

    @Test
    void namesTheWordsAndBoundsThatTheCodecsKnow() {
        CODECS.forEach((message, codec) -> payload(message)
                .get("properties")
                .properties()
                .forEach(property -> {
                    JsonNode schema = resolved(property.getValue());
                    for (String word : texts(schema.path("enum"))) {
                        assertEquals(NO_FAULT, codec.apply(with(message, property.getKey(), '"' + word + '"')));
                    }
                    for (String bad : beyond(schema)) {
                        assertEquals(property.getKey(), codec.apply(with(message, property.getKey(), bad)), bad);
                    }
                    int longest = schema.path("maxLength").asInt(0);
                    if (longest > 0) {
                        String text = '"' + "x".repeat(longest) + '"';
                        assertEquals(NO_FAULT, codec.apply(with(message, property.getKey(), text)), property.getKey());
                    }
                }));
    }

    private static Collection<String> beyond(JsonNode schema) {
        var values = new ArrayList<String>();
        if (schema.has("enum")) values.add("\"none\"");
        if (schema.has("minimum"))
            values.add(Long.toString(schema.get("minimum").asLong() - 1));
        if (schema.has("maximum"))
            values.add(Long.toString(schema.get("maximum").asLong() + 1));
        if (schema.has("maxLength"))
            values.add('"' + "x".repeat(schema.get("maxLength").asInt() + 1) + '"');
        if (schema.path("minLength").asInt(0) > 0) values.add("\"\"");
        return values;
    }

    private static byte[] with(String message, String field, String value) {
        try {
            ObjectNode example = examples(message).get(0).deepCopy();
            example.set(field, new ObjectMapper().readTree(value));
            return bytes(example);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode payload(String message) {
        return DOCUMENT.at("/components/messages/" + message + "/payload");
    }

    private static Set<String> properties(String message) {
        var names = new TreeSet<String>();
        payload(message).get("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static List<ObjectNode> examples(String message) {
        var examples = new ArrayList<ObjectNode>();
        DOCUMENT.at("/components/messages/" + message + "/examples")
                .forEach(example -> examples.add((ObjectNode) example.get("payload")));
        return examples;
    }

    private static Set<String> texts(JsonNode list) {
        var texts = new TreeSet<String>();
        list.forEach(text -> texts.add(text.asText()));
        return texts;
    }

    private static JsonNode resolved(JsonNode schema) {
        return schema.has("$ref") ? DOCUMENT.at(schema.get("$ref").asText().substring(1)) : schema;
    }

    private static byte[] bytes(JsonNode example) {
        return example.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode read(Path file) {
        try {
            return new ObjectMapper(new YAMLFactory()).readTree(file.toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
