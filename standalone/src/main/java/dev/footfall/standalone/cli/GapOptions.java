package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options: some hours of a source, and the reason for what is said about them. */
final class GapOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Parameters(paramLabel = "SOURCE", description = "The file server, as events name it.")
    private String source = "";

    @Option(
            names = "--from",
            paramLabel = "TIME",
            required = true,
            description = "The first hour, such as 2026-10-05T06:00:00Z.")
    private String from = "";

    @Option(names = "--to", paramLabel = "TIME", required = true, description = "The end of the last hour.")
    private String to = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in at most 500 characters; everybody may read it.")
    private String reason = "";

    /**
     * Has it said.
     *
     * @param word the API's word for it
     */
    void say(String word) {
        JsonNode body = JsonNodeFactory.instance
                .objectNode()
                .put("source", source)
                .put("from", from)
                .put("to", to)
                .put("reason", reason);
        var unused = endpoint.administrator().post("/v1/gaps/" + word, body, "route for gaps");
    }
}
