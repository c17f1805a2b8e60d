package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "gaps",
        subcommands = GapsCommand.Show.class,
        synopsisSubcommandLabel = "list|declare|dismiss",
        description = "List hours without data from a file server, and declare or dismiss such gaps.",
        footer = {
            "  footfall gaps list --from 2026-10-01 --to 2026-10-31",
            "  footfall gaps declare files-1 --from 2026-10-05T06:00:00Z --to 2026-10-05T09:00:00Z --reason 'disk full'",
            "  footfall gaps dismiss files-1 --from 2026-12-25T00:00:00Z --to 2026-12-26T00:00:00Z --reason 'closed'"
        })
final class GapsCommand {
    @Command(
            name = "list",
            description = "Show the gaps of some days.",
            footer = "  footfall gaps list --from 2026-10-01 --to 2026-10-31")
    static final class Show implements Runnable {
        @Mixin
        private ListingOptions options = new ListingOptions();

        @Option(
                names = "--from",
                paramLabel = "DATE",
                description = "The first day, YYYY-MM-DD (default: 30 " + "days ago).")
        private String from = "";

        @Option(names = "--to", paramLabel = "DATE", description = "The last day, YYYY-MM-DD; requires --from.")
        private String to = "";

        @Override
        public void run() {
            if (from.isEmpty() != to.isEmpty()) throw new UsageError("--from and --to must be given together");
            String period = from.isEmpty() ? "" : "?from=" + from + "&to=" + to;
            options.show(new ApiQuestion("/v1/gaps" + period, "list of gaps"), "gaps", GapsCommand::text);
        }
    }

    private static String text(JsonNode gaps) {
        if (gaps.isEmpty()) return "no gaps\n";
        return TextTable.aligned(TextTable.rows(gaps, List.of("source", "from", "to", "hours", "origin", "reason")));
    }

    @Command(
            name = "declare",
            description = "Declare that data of some hours is missing, regardless of the log; for administrators.",
            footer =
                    "  footfall gaps declare files-1 --from 2026-10-05T06:00:00Z --to 2026-10-05T09:00:00Z --reason 'disk full'")
    void declare(@Mixin VerdictOptions gap) {
        gap.post("declare");
    }

    @Command(
            name = "dismiss",
            description = "Declare that no data of some hours is missing, although the log has none; for "
                    + "administrators.",
            footer =
                    "  footfall gaps dismiss files-1 --from 2026-12-25T00:00:00Z --to 2026-12-26T00:00:00Z --reason 'closed'")
    void dismiss(@Mixin VerdictOptions gap) {
        gap.post("dismiss");
    }

    static final class VerdictOptions {
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
                description = "The reason, in at most 500 characters, visible to everybody.")
        private String reason = "";

        void post(String verdict) {
            JsonNode body = JsonNodeFactory.instance
                    .objectNode()
                    .put("source", source)
                    .put("from", from)
                    .put("to", to)
                    .put("reason", reason);
            var unused = endpoint.administrator().post("/v1/gaps/" + verdict, body, "route for gaps");
        }
    }
}
