package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "gaps",
        subcommands = GapsCommand.Show.class,
        description = "List hours without data from a file server, and declare or dismiss such gaps.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall gaps list --from 2026-10-01 --to 2026-10-31",
            "  footfall gaps declare files-1 --from 2026-10-05T06:00:00Z --to 2026-10-05T09:00:00Z --reason 'disk full'",
            "  footfall gaps dismiss files-1 --from 2026-12-25T00:00:00Z --to 2026-12-26T00:00:00Z --reason 'closed'"
        })
final class GapsCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        throw new UsageError("one of list, declare and dismiss");
    }

    @Command(
            name = "list",
            description = "Show the gaps of some days.",
            footerHeading = "%nExample:%n",
            footer = "  footfall gaps list --from 2026-10-01 --to 2026-10-31")
    static final class Show implements Callable<Integer> {
        @Mixin
        private EndpointOptions endpoint = new EndpointOptions();

        @Option(names = "--from", paramLabel = "DATE", description = "The first day, YYYY-MM-DD; else 30 days ago.")
        private String from = "";

        @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; goes with --from.")
        private String to = "";

        @Option(names = "--format", paramLabel = "text|json", description = "How to show them; else text.")
        private DecisionCommands.Corrections.Format format = DecisionCommands.Corrections.Format.text;

        @Spec
        private @Nullable CommandSpec spec;

        @Override
        public Integer call() {
            if (from.isEmpty() != to.isEmpty()) throw new UsageError("--from and --to go together");
            String period = from.isEmpty() ? "" : "?from=" + from + "&to=" + to;
            JsonNode answer = endpoint.client().get("/v1/gaps" + period, "list of gaps");
            boolean isJson = format == DecisionCommands.Corrections.Format.json;
            Output.print(spec, isJson ? answer.toPrettyString() + "\n" : text(answer.path("gaps")));
            return 0;
        }

        private static String text(JsonNode gaps) {
            if (gaps.isEmpty()) return "no gaps\n";
            return TextTable.aligned(
                    QueryOptions.rows(gaps, List.of("source", "from", "to", "hours", "origin", "reason")));
        }
    }

    @Command(
            name = "declare",
            description = "Declare that data of some hours is missing, whatever the log shows; for administrators.",
            footerHeading = "%nExample:%n",
            footer =
                    "  footfall gaps declare files-1 --from 2026-10-05T06:00:00Z --to 2026-10-05T09:00:00Z --reason 'disk full'")
    int declare(@Mixin Options gap) {
        gap.say("declare");
        return 0;
    }

    @Command(
            name = "dismiss",
            description = "Declare that no data of some hours is missing, though the log has none; for administrators.",
            footerHeading = "%nExample:%n",
            footer =
                    "  footfall gaps dismiss files-1 --from 2026-12-25T00:00:00Z --to 2026-12-26T00:00:00Z --reason 'closed'")
    int dismiss(@Mixin Options gap) {
        gap.say("dismiss");
        return 0;
    }

    static final class Options {
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
}
