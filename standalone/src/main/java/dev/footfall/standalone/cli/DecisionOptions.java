package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Options: a decision about the state that answers, and the reason that is published with it. */
final class DecisionOptions {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Parameters(paramLabel = "NAME", description = "The state.")
    private String name = "";

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            required = true,
            description = "Why, in at most 500 characters; everybody may read it.")
    private String reason = "";

    /**
     * Has the decision made, and says in lines what it changed.
     *
     * @param action the API's word for it
     */
    String decided(String action) {
        var state = new StateName(name);
        JsonNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
        JsonNode correction = endpoint.administrator().post(state.path(action), body, state.words());
        if (!correction.has("number"))
            return VisibleText.ofLines(correction.path("detail").asText() + "\n");
        ChangedNumber downloads = ChangedNumber.of(correction, "downloads");
        return VisibleText.ofLines(
                "%s answers from now on, by %s%ncorrection %d: %s days of repositories changed, %s downloads before, %s now%n"
                        .formatted(
                                correction.path("to").asText(),
                                correction.path("rules").asText(),
                                correction.path("number").asInt(),
                                TextTable.number(correction.path("changed_days").asLong()),
                                TextTable.number(downloads.before()),
                                TextTable.number(downloads.after())));
    }
}
