package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that ask a running API, and how their answers are shown. */
final class QueryOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            description = "How to show the answer: ${COMPLETION-CANDIDATES}; else text.")
    private Format format = Format.text;

    /** The ways to show an answer. */
    enum Format {
        text,
        json,
        csv
    }

    /**
     * A question to the API.
     *
     * @param path the path, with a query if it has one
     * @param what the thing that is requested, in words, for the refusal when it is not there
     */
    record Question(String path, String what) {}

    /**
     * The answer in the chosen format; CSV comes from the API as it is.
     *
     * @param text how the answer is shown as text
     */
    String shown(Question question, Function<JsonNode, String> text) {
        ApiClient client = endpoint.client();
        return VisibleText.ofLines(
                switch (format) {
                    case csv -> client.text(asCsv(question.path()), question.what());
                    case json -> client.get(question.path(), question.what()).toPrettyString() + "\n";
                    case text -> text.apply(client.get(question.path(), question.what()));
                });
    }

    /** The same for an answer of numbers alone, whose only row it is itself. */
    String shownAsRow(Question question, List<String> columns) {
        JsonNode answer = endpoint.client().get(question.path(), question.what());
        List<List<String>> rows = List.of(columns, cells(answer, columns));
        return VisibleText.ofLines(
                switch (format) {
                    case csv -> TextTable.csv(rows);
                    case json -> answer.toPrettyString() + "\n";
                    case text -> TextTable.aligned(rows);
                });
    }

    /** A heading, and a row for each element of the list. */
    static List<List<String>> rows(JsonNode list, List<String> columns) {
        return Stream.concat(
                        Stream.of(columns),
                        StreamSupport.stream(list.spliterator(), false).map(node -> cells(node, columns)))
                .toList();
    }

    private static List<String> cells(JsonNode node, List<String> columns) {
        return columns.stream().map(column -> node.path(column).asText()).toList();
    }

    static String asCsv(String path) {
        return path + (path.contains("?") ? "&" : "?") + "format=csv";
    }
}
