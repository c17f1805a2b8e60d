package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class DecisionCommands {
    private DecisionCommands() {}

    @Command(
            name = "promote",
            description = {
                "Make all nodes answer from a state of 'footfall whatif', and publish the reason and the changes; for "
                        + "administrators.",
                "The previous state is still counted; 'footfall demote' returns to it."
            },
            footer = "  footfall promote robots --reason 'crawlers are not counted any more'")
    static void promote(@Mixin DecisionOptions decision) {
        decision.decide("promote");
    }

    @Command(
            name = "demote",
            description = {
                "Undo a promotion: the previous state answers again, and a correction is published; for administrators."
            },
            footer = "  footfall demote robots --reason 'the list of crawlers had an error'")
    static void demote(@Mixin DecisionOptions decision) {
        decision.decide("demote");
    }

    @Command(
            name = "corrections",
            description = {
                "List corrections of published numbers, newest first.",
                "Text shows total downloads before and after; JSON has every number."
            },
            footer = {"  footfall corrections", "  footfall corrections --format json"})
    static void corrections(@Mixin ListingOptions options) {
        var question = new ApiQuestion("/v1/corrections", "list of corrections");
        options.show(question, "corrections", DecisionCommands::text);
    }

    private static String text(JsonNode corrections) {
        if (corrections.isEmpty()) return "no number was corrected\n";
        return TextTable.of(
                List.of("number", "at", "rules", "first day", "last day", "before", "after", "reason"),
                corrections,
                DecisionCommands::row);
    }

    private static List<String> row(JsonNode correction) {
        ChangedNumber downloads = ChangedNumber.of(correction, "downloads");
        return List.of(
                correction.path("number").asText(),
                correction.path("at").asText().replaceFirst("\\.\\d+Z$", "Z"),
                correction.path("rules").asText(),
                correction.path("first_day").asText(),
                correction.path("last_day").asText(),
                TextTable.number(downloads.before()),
                TextTable.number(downloads.after()),
                correction.path("reason").asText());
    }

    static final class DecisionOptions {
        @Mixin
        private EndpointOptions endpoint = new EndpointOptions();

        @Parameters(paramLabel = "NAME", description = "The state.")
        private String name = "";

        @Option(
                names = "--reason",
                paramLabel = "TEXT",
                required = true,
                description = "The reason, in at most 500 characters, visible to everybody.")
        private String reason = "";

        @Mixin
        private Output output = new Output();

        void decide(String action) {
            var state = new StateName(name);
            JsonNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
            JsonNode correction = endpoint.administrator().post(state.path(action), body, state.words());
            if (!correction.has("number")) {
                output.print(correction.path("detail").asText() + "\n");
                return;
            }
            ChangedNumber downloads = ChangedNumber.of(correction, "downloads");
            output.printf(
                    "%s answers from now on, by %s%ncorrection %d: %,d days of repositories changed, %,d downloads before, %,d now%n",
                    correction.path("state").asText(),
                    correction.path("rules").asText(),
                    correction.path("number").asInt(),
                    correction.path("changed_days").asLong(),
                    downloads.before(),
                    downloads.after());
        }
    }
}
