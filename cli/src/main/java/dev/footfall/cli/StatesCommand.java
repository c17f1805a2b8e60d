package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.cli.ListingOptions.TextOrJson;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "states",
        description = {
            "List the counted states and how far each is, the one that answers first; for administrators.",
            "Level are the partitions that lack at most 1,000 records of the log."
        },
        footer = {"  footfall states", "  footfall states --format json"})
final class StatesCommand implements Runnable {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "The output format: ${COMPLETION-CANDIDATES} (default: text).")
    private TextOrJson format = TextOrJson.text;

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        JsonNode answer = endpoint.administrator().get("/v1/whatif", "list of states", "states");
        if (format == TextOrJson.json) output.print(answer.toPrettyString() + "\n");
        else output.print(StateTable.of(answer.path("states")));
    }
}
