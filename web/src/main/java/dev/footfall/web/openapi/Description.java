package dev.footfall.web.openapi;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * The OpenAPI document that a server answers: its operations, and over them the words that programs do not need. The same
 * operations and words give the same bytes.
 */
public final class Description {
    private Description() {}

    /**
     * The document, as a reply with an entity tag.
     *
     * @param words JSON objects of names, tags and examples; later ones are laid over earlier ones
     * @throws IllegalArgumentException if words are not JSON
     */
    public static Reply of(List<Operation> operations, List<String> words) {
        ObjectNode tree = Json.MAPPER.valueToTree(Document.of(operations));
        for (String overlay : words) merge(tree, parsed(overlay));
        return Reply.of(200, Reply.JSON, bytes(tree)).withEntityTag();
    }

    /** Adds names, tags and examples to routes: an <a href="https://spec.openapis.org/overlay/v1.0.0">overlay</a>. */
    private static void merge(ObjectNode described, JsonNode words) {
        for (Map.Entry<String, JsonNode> word : words.properties()) {
            JsonNode known = described.get(word.getKey());
            if (known instanceof ObjectNode inner) merge(inner, word.getValue());
            else if (known instanceof ArrayNode list && word.getValue() instanceof ArrayNode more) list.addAll(more);
            else if (!word.getKey().startsWith("/")) described.set(word.getKey(), word.getValue());
        }
    }

    private static JsonNode parsed(String words) {
        try {
            return Json.MAPPER.readTree(words);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("words that are not JSON: " + words, e);
        }
    }

    private static byte[] bytes(JsonNode tree) {
        try {
            return Json.MAPPER.writeValueAsBytes(tree);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }
}
