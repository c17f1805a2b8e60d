package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

final class DecisionCommands {
    private DecisionCommands() {}

    @Command(
            name = "promote",
            description = {
                "Answer from a state of 'footfall whatif' on all nodes, and publish the reason and the changes; for administrators.",
                "The previous state is still counted; 'footfall demote' returns to it."
            },
            footerHeading = "%nExample:%n",
            footer = "  footfall promote robots --reason 'crawlers are not counted any more'")
    static final class Promote implements Callable<Integer> {
        @Mixin
        private Options decision = new Options();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Output.print(spec, decision.decided("promote"));
            return 0;
        }
    }

    @Command(
            name = "demote",
            description = {
                "Undo a promotion: the previous state answers again, and a correction is published; for administrators."
            },
            footerHeading = "%nExample:%n",
            footer = "  footfall demote robots --reason 'the list of crawlers had an error'")
    static final class Demote implements Callable<Integer> {
        @Mixin
        private Options decision = new Options();

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            Output.print(spec, decision.decided("demote"));
            return 0;
        }
    }

    @Command(
            name = "corrections",
            description = {
                "List corrections of published numbers, newest first.",
                "Text shows total downloads before and after; JSON has every number."
            },
            footerHeading = "%nExamples:%n",
            footer = {"  footfall corrections", "  footfall corrections --format json"})
    static final class Corrections implements Callable<Integer> {
        @Mixin
        private EndpointOptions endpoint = new EndpointOptions();

        @Option(
                names = "--format",
                paramLabel = "text|json",
                description = "How to show them: ${COMPLETION-CANDIDATES}; else text.")
        private Format format = Format.text;

        @Spec
        private @Nullable CommandSpec spec;

        enum Format {
            text,
            json
        }

        @Override
        public Integer call() {
            JsonNode answer = endpoint.client().get("/v1/corrections", "list of corrections");
            Output.print(
                    spec, format == Format.json ? answer.toPrettyString() + "\n" : text(answer.path("corrections")));
            return 0;
        }

        private static String text(JsonNode corrections) {
            if (corrections.isEmpty()) return "no number was corrected\n";
            return TextTable.of(
                    List.of("number", "at", "rules", "first day", "last day", "before", "after", "reason"),
                    corrections,
                    Corrections::row);
        }

        private static List<String> row(JsonNode correction) {
            DiffScreen.ChangedNumber downloads = DiffScreen.ChangedNumber.of(correction, "downloads");
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
    }

    static final class Options {
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

        String decided(String action) {
            var state = new StateName(name);
            JsonNode body = JsonNodeFactory.instance.objectNode().put("reason", reason);
            JsonNode correction = endpoint.administrator().post(state.path(action), body, state.words());
            if (!correction.has("number"))
                return VisibleText.ofLines(correction.path("detail").asText() + "\n");
            DiffScreen.ChangedNumber downloads = DiffScreen.ChangedNumber.of(correction, "downloads");
            return VisibleText.ofLines(
                    "%s answers from now on, by %s%ncorrection %d: %s days of repositories changed, %s downloads before, %s now%n"
                            .formatted(
                                    correction.path("to").asText(),
                                    correction.path("rules").asText(),
                                    correction.path("number").asInt(),
                                    TextTable.number(
                                            correction.path("changed_days").asLong()),
                                    TextTable.number(downloads.before()),
                                    TextTable.number(downloads.after())));
        }
    }

    /** The name of a state that is counted beside the main one. */
    record StateName(String text) {
        private static final Pattern FORM = Pattern.compile("[a-z0-9]{1,32}");

        StateName {
            if (!FORM.matcher(text).matches()) {
                throw new UsageError("NAME is '" + text + "': allowed is 1 to 32 of a-z and 0-9");
            }
        }

        String path(String action) {
            return "/v1/whatif/" + text + "/" + action;
        }

        String words() {
            return "state " + text;
        }
    }
}
