package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options of commands that query a running API, and the format of their output. */
final class QueryOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json|csv",
            description = "The output format: ${COMPLETION-CANDIDATES} (default: text).")
    private OutputFormat format = OutputFormat.text;

    @Mixin
    private Output output = new Output();

    enum OutputFormat {
        text,
        json,
        csv
    }

    /** {@code text} is made of the answer's member {@code list}. */
    void show(ApiQuestion question, String list, Function<JsonNode, String> text) {
        ApiClient client = endpoint.client();
        output.print(
                switch (format) {
                    case csv -> client.text(asCsv(question.path()), question.what());
                    case json ->
                        client.get(question.path(), question.what(), list).toPrettyString() + "\n";
                    case text ->
                        text.apply(client.get(question.path(), question.what(), list)
                                .path(list));
                });
    }

    void showAsRow(ApiQuestion question, List<String> columns) {
        JsonNode answer = endpoint.client().get(question.path(), question.what(), columns.get(0));
        List<List<String>> rows = List.of(columns, TextTable.cells(answer, columns));
        output.print(
                switch (format) {
                    case csv -> TextTable.csv(rows);
                    case json -> answer.toPrettyString() + "\n";
                    case text -> TextTable.aligned(rows);
                });
    }

    static String asCsv(String path) {
        return path + (path.contains("?") ? "&" : "?") + "format=csv";
    }
}
