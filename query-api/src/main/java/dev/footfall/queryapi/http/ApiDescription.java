package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.openapi.Document;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code GET /openapi.json}: everything that can be asked, made from the table of routes. */
final class ApiDescription {
    static final Operation OPERATION = Responses.file(
            Operation.get("/openapi.json", "This description: OpenAPI 3.1."), Reply.JSON, Schema.anyObject());

    private static final String OVERVIEW =
            "Download statistics. GET routes answer HEAD as well, and every route answers"
                    + " OPTIONS; other methods are 405. A token is a JWT; where it is optional, an invalid one counts as none."
                    + " Unknown parameters are ignored; a known one may be given once. What is refused before any route is asked"
                    + " (a request line or header that is too long, a path that cannot be read) is a problem, too.";

    private ApiDescription() {}

    /** The reply, which stays as it is until the next start. */
    static Reply reply(List<Operation> api, List<Operation> web) {
        Map<String, Object> info = new LinkedHashMap<>();
        info.put("title", "Footfall query API");
        info.put("version", "1");
        info.put("description", OVERVIEW);
        info.put("license", Map.of("name", "Apache-2.0", "identifier", "Apache-2.0"));
        Map<String, Object> root = Map.of("url", "/");
        Map<String, Object> prefixed = Map.of("url", "/api", "description", "The same answers.");
        Map<String, Object> tree = Document.of(info, List.of(root, prefixed), api, web, List.of(root));
        byte[] body = Json.object(json -> {
            for (Map.Entry<String, Object> field : tree.entrySet()) {
                json.writeFieldName(field.getKey());
                write(json, field.getValue());
            }
        });
        return Reply.of(200, Reply.JSON, body).withEntityTag();
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object inner : list) write(json, inner);
            json.writeEndArray();
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
