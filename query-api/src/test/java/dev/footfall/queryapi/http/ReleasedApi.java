package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The API against the one of the last release: what a client may lean on goes, or becomes necessary, only where the changelog
 * names it. Additions break no client.
 */
public final class ReleasedApi {
    private static final Path CHANGELOG = Path.of("..", "CHANGELOG.md");
    private static final int DEEPEST = 6;

    private ReleasedApi() {}

    /**
     * Lists what went, or became necessary, without a word under Unreleased.
     *
     * @param file in {@code docs}, of the last release; one with what is there now is written into {@code target}
     */
    public static List<String> unnamedChanges(JsonNode document, String file) throws IOException {
        Set<String> now = summary(document);
        Path written = Path.of("target", file);
        Files.createDirectories(written.resolveSibling(""));
        Files.write(written, now);
        Set<String> released = Set.copyOf(Files.readAllLines(Path.of("..", "docs", file)));
        return unnamed(released, now, unreleased(Files.readString(CHANGELOG)));
    }

    static List<String> unnamed(Set<String> released, Set<String> now, List<String> changelog) {
        Stream<String> gone = new TreeSet<>(released).stream().filter(line -> !now.contains(line));
        Stream<String> necessary = new TreeSet<>(now)
                .stream()
                        .filter(line -> line.contains(" needs ") && !released.contains(line))
                        .filter(line -> released.contains(line.replaceFirst(" needs .*", "")));
        return Stream.concat(gone, necessary)
                .filter(line -> changelog.stream().noneMatch(bullet -> names(bullet, line)))
                .toList();
    }

    /** True if a bullet has the operation and, in a code of its own, the name of the part. */
    private static boolean names(String bullet, String line) {
        String[] words = line.split(" ", -1);
        boolean hasOperation = bullet.contains("`" + words[0] + " " + words[1] + "`");
        if (words.length == 2) return hasOperation;
        String part = (words[2].matches("needs|[<>]") ? words[3] : words[2]).replaceFirst("^\\?", "");
        return hasOperation && bullet.contains("`" + part + "`");
    }

    private static List<String> unreleased(String changelog) {
        String[] sections = changelog.split("\n## \\[", -1);
        assertTrue(sections.length > 1 && sections[1].startsWith("Unreleased]"), "the changelog has no Unreleased");
        return List.of(sections[1].split("\n- ", -1));
    }

    /** Operations, their parameters and words of these, and the fields of their bodies and answers, a line each. */
    static Set<String> summary(JsonNode document) {
        var lines = new TreeSet<String>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().forEach(method -> {
                    String operation = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
                    lines.add(operation);
                    for (JsonNode parameter : method.getValue().path("parameters")) {
                        if (!parameter.get("in").asText().equals("query")) continue;
                        String name = parameter.get("name").asText();
                        JsonNode schema = resolved(document, parameter.get("schema"));
                        List<String> words = words(schema);
                        if (words.isEmpty()) lines.add(operation + " ?" + name + " " + type(schema));
                        words.forEach(word -> lines.add(operation + " ?" + name + "=" + word));
                        if (parameter.path("required").asBoolean()) lines.add(operation + " needs " + name);
                    }
                    JsonNode body = resolved(
                            document,
                            firstOf(method.getValue().at("/requestBody/content"))
                                    .path("schema"));
                    fields(document, body, "", DEEPEST).forEach(field -> lines.add(operation + " < " + field));
                    body.path("required").forEach(field -> lines.add(operation + " needs " + field.asText()));
                    JsonNode answer = method.getValue().at("/responses/200/content/application~1json/schema");
                    fields(document, answer, "", DEEPEST).forEach(field -> lines.add(operation + " > " + field));
                }));
        return lines;
    }

    private static JsonNode firstOf(JsonNode contents) {
        return contents.isEmpty() ? contents : contents.iterator().next();
    }

    private static List<String> words(JsonNode schema) {
        var words = new ArrayList<String>();
        JsonNode all = schema.has("enum") ? schema.get("enum") : schema.at("/items/enum");
        all.forEach(word -> words.add(word.asText()));
        return words;
    }

    private static List<String> fields(JsonNode document, JsonNode reference, String place, int deep) {
        JsonNode schema = resolved(document, reference);
        if (deep == 0 || schema.isMissingNode()) return List.of();
        var fields = new ArrayList<String>();
        schema.path("properties").properties().forEach(field -> {
            String name = place + (place.isEmpty() ? "" : ".") + field.getKey();
            JsonNode value = resolved(document, field.getValue());
            boolean isList = type(value).equals("array");
            String inner = isList ? name + "[]" : name;
            List<String> more = fields(document, isList ? value.path("items") : value, inner, deep - 1);
            if (more.isEmpty())
                fields.add(inner + " " + type(isList ? resolved(document, value.path("items")) : value));
            fields.addAll(more);
        });
        return fields;
    }

    private static JsonNode resolved(JsonNode document, JsonNode schema) {
        String reference = schema.path("$ref").asText();
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    /** The first of several: a number or null is a number. */
    private static String type(JsonNode schema) {
        JsonNode type = schema.path("type");
        return (type.isArray() ? type.get(0) : type).asText("any");
    }
}
