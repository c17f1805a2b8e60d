package dev.footfall.queryapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.queryapi.openapi.Document;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

final class ApiDescription {
    static final Operation OPERATION = Responses.file(
            Operation.get("/openapi.json", "This description: OpenAPI 3.1."), Reply.JSON, Schema.anyObject());

    private static final ObjectMapper JSON = new ObjectMapper();

    private ApiDescription() {}

    /** The reply, which stays as it is until the next start. */
    static Reply reply(List<Operation> operations) {
        ObjectNode tree = JSON.valueToTree(Document.of(operations));
        try (InputStream in = ApiDescription.class.getResourceAsStream("openapi.json")) {
            merge(tree, JSON.readTree(in));
            return Reply.of(200, Reply.JSON, JSON.writeValueAsBytes(tree)).withEntityTag();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Adds names, tags and examples to routes: an <a href="https://spec.openapis.org/overlay/v1.0.0">overlay</a>. */
    private static void merge(ObjectNode described, JsonNode words) {
        for (Map.Entry<String, JsonNode> word : words.properties()) {
            if (described.get(word.getKey()) instanceof ObjectNode inner) merge(inner, word.getValue());
            else if (!word.getKey().startsWith("/")) described.set(word.getKey(), word.getValue());
        }
    }
}
