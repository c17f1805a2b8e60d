package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footfall corrections}. */
@Command(
        name = "corrections",
        description = {
            "Show why numbers changed that had been published, the newest first.",
            "As text, before and after are downloads in all; JSON has every number."
        },
        footerHeading = "%nExamples:%n",
        footer = {"  footfall corrections", "  footfall corrections --format json"})
final class CorrectionsCommand implements Callable<Integer> {
    @Mixin
    private EndpointOptions endpoint = new EndpointOptions();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How to show them: ${COMPLETION-CANDIDATES}; else text.")
    private Format format = Format.text;

    @Spec
    private @Nullable CommandSpec spec;

    /** The ways to show corrections. */
    enum Format {
        text,
        json
    }

    @Override
    public Integer call() {
        JsonNode answer = endpoint.client().get("/v1/corrections", "list of corrections");
        PrintWriter out = Output.of(spec);
        out.print(VisibleText.ofLines(
                format == Format.json ? answer.toPrettyString() + "\n" : text(answer.path("corrections"))));
        out.flush();
        return 0;
    }

    private static String text(JsonNode corrections) {
        if (corrections.isEmpty()) return "no number was corrected\n";
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("number", "at", "rules", "first day", "last day", "before", "after", "reason"));
        for (JsonNode correction : corrections) {
            ChangedNumber downloads = ChangedNumber.of(correction, "downloads");
            rows.add(List.of(
                    correction.path("number").asText(),
                    correction.path("at").asText().replaceFirst("\\.\\d+Z$", "Z"),
                    correction.path("rules").asText(),
                    correction.path("first_day").asText(),
                    correction.path("last_day").asText(),
                    TextTable.number(downloads.before()),
                    TextTable.number(downloads.after()),
                    correction.path("reason").asText()));
        }
        return TextTable.aligned(rows);
    }
}
