package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class ListingOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "The output format: ${COMPLETION-CANDIDATES} (default: text).")
    private TextOrJson format = TextOrJson.text;

    @Mixin
    private Output output = new Output();

    enum TextOrJson {
        text,
        json
    }

    void show(ApiQuestion question, String list, Function<JsonNode, String> text) {
        JsonNode answer = endpoint.client().get(question.path(), question.what(), list);
        output.print(format == TextOrJson.json ? answer.toPrettyString() + "\n" : text.apply(answer.path(list)));
    }
}
