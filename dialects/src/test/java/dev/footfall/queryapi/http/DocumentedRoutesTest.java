package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The description of the routes that are served, against the pages that name them. */
class DocumentedRoutesTest {
    private static final Path PAGE = Path.of("..", "docs", "http.md");

    /** Paths that the documented API has, whatever rule is for others. */
    private static final String NAMED = "/(\\{type}s/.*|trending|embed/.*|health|ready.*|metrics|openapi\\.json)";

    /** Of the product's own routes: clients of other products have words of their own. */
    private final List<DescribedOperation> own =
            DescribedOperation.of(new Asked(new InMemoryState(4).current(Served.NOW, 0))
                            .json(Caller.ANONYMOUS, "/openapi.json"))
                    .stream()
                    .filter(operation -> !operation.template().matches("/(v1/analytics|model_references|data)(/.*)?"))
                    .toList();

    @Test
    void areInTheTableWithTheirParameters() throws IOException {
        String table = own.stream()
                .sorted((one, other) -> one.template().compareTo(other.template()))
                .map(DocumentedRoutesTest::line)
                .collect(Collectors.joining("\n", "| route | parameters |\n|---|---|\n", "\n"));

        assertTrue(Files.readString(PAGE).contains("\n" + table), () -> PAGE + " lacks this table:\n" + table);
    }

    private static String line(DescribedOperation operation) {
        var names = new TreeSet<String>();
        operation
                .queryParameters()
                .forEach(parameter -> names.add(parameter.get("name").asText()));
        String parameters = names.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", "));
        var fields = new TreeSet<String>();
        body(operation).path("properties").fieldNames().forEachRemaining(fields::add);
        String body = fields.stream().map(name -> "`" + name + "`").collect(Collectors.joining(", ", "; body: ", ""));
        String route = operation.method().toUpperCase(Locale.ROOT) + " " + operation.template();
        String all = (parameters + (fields.isEmpty() ? "" : body)).replaceFirst("^; ", "");
        return "| `" + route + "` | " + (all.isEmpty() ? "none" : all) + " |";
    }

    private static JsonNode body(DescribedOperation operation) {
        JsonNode schema = operation.operation().at("/requestBody/content/application~1json/schema");
        return schema.has("$ref")
                ? operation.document().at(schema.get("$ref").asText().substring(1))
                : schema;
    }

    @Test
    void areBelowV1UnlessTheDocumentedApiNamesThem() {
        assertEquals(
                List.of(),
                own.stream()
                        .map(DescribedOperation::template)
                        .filter(template -> !template.startsWith("/v1/") && !template.matches(NAMED))
                        .toList());
    }

    /** A parameter means the same wherever it is: its kind of value is one. */
    @Test
    void takeOneKindOfValueForOneName() {
        Map<String, Set<String>> kinds = new TreeMap<>();
        for (DescribedOperation operation : own)
            operation
                    .queryParameters()
                    .forEach(parameter -> kinds.computeIfAbsent(
                                    parameter.get("name").asText(), any -> new TreeSet<>())
                            .add(parameter.at("/schema/type").asText() + " "
                                    + parameter.at("/schema/format").asText()));

        assertEquals(
                List.of(),
                kinds.entrySet().stream()
                        .filter(kind -> kind.getValue().size() > 1)
                        .map(Map.Entry::toString)
                        .toList());
    }

    /** Words of other products name the nearest one here, and are none themselves. */
    @Test
    void haveNoSecondWordForOneMeaning() {
        Set<String> words = own.stream()
                .flatMap(operation -> operation
                        .queryParameters()
                        .map(parameter -> parameter.get("name").asText()))
                .collect(Collectors.toSet());

        words.retainAll(Set.of("top", "at", "since", "until", "offset", "skip", "page", "sort_by", "order_by", "kind"));
        assertEquals(Set.of(), words);
    }
}
