package dev.footfall.cli;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.Observation;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientMatch;
import dev.footfall.rules.clients.ClientRules;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.RoomConfigs;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "explain",
        description = "Show a client's class, the rule that decides it, and whether a request would count.",
        footer = {
            "  footfall rules explain --agent 'git/2.47.1 (github-actions-checkout)'",
            "  footfall rules explain --agent 'curl/8.11.0' --status 206 --bytes 100000 --size 1500000000",
            "  footfall rules explain --agent '' --user alice --rules robots-apart"
        })
final class ExplainCommand implements Runnable {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--agent", paramLabel = "TEXT", description = "The User-Agent (default: none).")
    private String agent = "";

    @Option(names = "--user", paramLabel = "USER", description = "The signed-in user (default: none).")
    private String user = "";

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "The name that ingest gave the client's network (default: none).")
    private String network = "";

    @Option(
            names = "--rules",
            paramLabel = "NAME|FILE",
            description = "The rules: a built-in set or a file (default: the configured ones).")
    private @Nullable String rules;

    @ArgGroup(validate = false, heading = "%nThe request, if it matters as well:%n")
    private ExplainedRequest request = new ExplainedRequest();

    @Mixin
    private Output output = new Output();

    @Override
    public void run() {
        RuleFile file = rules == null ? RoomConfigs.rules(options.settings()) : RuleFile.of(rules);
        ClientMatch match = file.clients().classes().match(agent.getBytes(StandardCharsets.UTF_8), user, network);
        output.print(TextTable.aligned(List.of(
                List.of("class", match.type().label()),
                List.of("decided by", match.toString()),
                List.of("counts", verdict(file, match)),
                List.of("rules", file.id()))));
    }

    private String verdict(RuleFile file, ClientMatch match) {
        Optional<String> reason = UsageError.unless(() -> request.exclusion(file.counting()));
        if (reason.isPresent()) return "no: " + reason.get();
        return file.clients().counts(match.type())
                ? "yes"
                : "no: class:" + match.type().label();
    }

    static final class ExplainedRequest {
        private static final RepoId REPOSITORY = new RepoId(RepoType.MODEL, "any", "any");
        private static final VisitorId VISITOR = VisitorId.user("anybody");

        @Option(names = "--status", paramLabel = "CODE", description = "The HTTP status (default: 200).")
        private int status = 200;

        @Option(names = "--bytes", paramLabel = "N", description = "Body bytes sent (default: 0).")
        private long bytes;

        @Option(
                names = "--range-start",
                paramLabel = "N",
                description = "The first byte of the range sent (default: unknown).")
        private @Nullable Long rangeStart;

        @Option(
                names = "--size",
                paramLabel = "N",
                description = "The size of the whole file in bytes (default: " + "unknown).")
        private @Nullable Long size;

        @Option(
                names = "--path",
                paramLabel = "PATH",
                description = "The file's path in its repository (default: " + "unknown).")
        private String path = "";

        Optional<String> exclusion(CountingRules rules) {
            var request = new FileRequest(Via.HTTP, "GET", status, bytes, rangeStart, size);
            var details = new EventDetails(path, null, null, null);
            var event = new DownloadEvent("explained", Instant.EPOCH, REPOSITORY, VISITOR, request, details);
            return rules.withClients(ClientRules.NONE)
                    .exclude(Observation.of(event))
                    .map(ExclusionReason::label);
        }
    }
}
