package dev.footfall.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.logs.accesslog.AccessLogImport;
import dev.footfall.logs.accesslog.ClientSummary;
import dev.footfall.logs.accesslog.ImportListener;
import dev.footfall.logs.accesslog.ImportResult;
import dev.footfall.logs.accesslog.LineTotals;
import dev.footfall.logs.accesslog.LogCheck;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogReport;
import dev.footfall.logs.accesslog.LogRules;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.ShownLine;
import dev.footfall.logs.client.RecordedTrust;
import dev.footfall.logs.logformat.LineFormat;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.SharedLogs;
import dev.footfall.standalone.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "import",
        description = "Import access logs into the event log, in any order. A repeated line counts once.",
        footer = {
            "  footfall import /var/log/nginx/access.log /var/log/nginx/access.log.*.gz",
            "  footfall import access.log --dry-run",
            "  footfall import access.log --route '/downloads/{name}=dataset:elastic/{name}'",
            "  footfall import access.log --format 'nginx:$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent'",
            "  footfall import events.ndjson --format ndjson --bootstrap-servers kafka-1:9092"
        })
final class ImportCommand implements Callable<Integer> {
    private static final long CHECKED_REQUESTS = 1_000;
    private static final int NOTHING_ROUTED = 3;

    @Mixin
    private LogOptions logs = new LogOptions();

    @Option(names = "--dry-run", description = "Show how the lines are understood; send nothing.")
    private boolean isDryRun;

    @Option(
            names = "--allow-no-agent",
            description =
                    "Import a log even if most of its requests for files have no agent, so that clients cannot be distinguished.")
    private boolean isAgentless;

    @Mixin
    private Output output = new Output();

    @Override
    public Integer call() throws InterruptedException {
        Settings configured = logs.settings();
        LogRules rules = logs.rules(configured); // refused before any file is opened
        LogFormat format = logs.format(this::recognised);
        if (isDryRun) return dryRun(format, rules, configured);
        requireReadable(format, rules);
        RoomConfigs configs = RoomConfigs.of(configured);
        LogSettings settings = logs.logSettings(format, rules, configs);
        if (!isAgentless) {
            format.lines()
                    .ifPresent(lines -> refuseAgentless(LogCheck.of(rules, lines, logs.files(), CHECKED_REQUESTS)));
        }
        return send(settings, rules, configs);
    }

    private int send(LogSettings settings, LogRules rules, RoomConfigs configs) throws InterruptedException {
        ProgressBar bar = output.bar("lines");
        try (EventPublisher publisher =
                        LogOptions.publisher(configs, configs.publisher().inBulk());
                VisitorKeys keys = SharedLogs.keys(configs, settings.secret());
                RecordedTrust trust = LogOptions.trust(configs, rules)) {
            LogSettings shared = settings.with(keys).with(trust);
            ImportResult result = new AccessLogImport(shared, publisher, new BarListener(bar)).run(logs.files());
            bar.erase();
            LineTotals totals = result.totals();
            output.print(LogOptions.summary(totals, result.unrouted()));
            output.print("lines already in the log count once: 'duplicate' in .../stats/recent?fields=excluded\n");
            output.printf("imported in %.1f s%n", bar.seconds());
            result.warnings().forEach(output::warn);
            NothingCounts.reason(result.answers(), configs::rules).ifPresent(output::warn);
            if (totals.isNothingRouted()) {
                output.warn(result.unrouted().hint(totals));
                return NOTHING_ROUTED;
            }
            return result.problems().isEmpty() ? 0 : 1;
        } catch (IllegalArgumentException e) {
            throw UsageError.of(e);
        }
    }

    private LogFormat recognised() {
        Optional<LogFormat> format =
                UsageError.unless(() -> LogCheck.detect(logs.files().get(0)));
        String label = format.map(LogFormat::label).orElse("unknown, so they are read as combined");
        if (!label.equals(LogFormat.COMBINED.label())) {
            output.warn("the format of the first lines is " + label + "; --format can name it");
        }
        return format.orElse(LogFormat.COMBINED);
    }

    private void requireReadable(LogFormat format, LogRules rules) {
        var unused = UsageError.unless(() -> LogCheck.require(format, rules, logs.files()));
    }

    private int dryRun(LogFormat format, LogRules rules, Settings configured) {
        LineFormat lines = format.lines()
                .filter(known -> !known.isZoneMissing())
                .orElseThrow(
                        () -> new UsageError("--dry-run is for server logs, and requires --zone for times without an "
                                + "offset; the format is " + format.label()));
        LogReport report = LogCheck.of(rules, lines, logs.files(), Long.MAX_VALUE);
        output.print(dryRunText(report));
        NothingCounts.reason(report.answers(), () -> RoomConfigs.rules(configured))
                .ifPresent(reason -> output.print('\n' + reason + '\n'));
        report.clients().warning().ifPresent(output::warn);
        requireReadable(format, rules);
        if (!isAgentless) refuseAgentless(report);
        return report.counts().requests() == 0 ? 1 : 0;
    }

    private record BarListener(ProgressBar bar) implements ImportListener {
        @Override
        public void progress(ImportListener.ImportProgress progress) {
            bar.show(progress.bytesRead(), progress.bytesTotal(), progress.lines());
        }

        @Override
        public void notice(String sentence) {
            bar.say("footfall: " + sentence);
        }
    }

    /** Refuses a log whose requests mostly have no agent: all clients of one address would be one visitor. */
    private static void refuseAgentless(LogReport report) {
        LogReport.LogCounts counts = report.counts();
        if (!counts.isMostlyWithoutAgent()) return;
        throw new IllegalArgumentException(counts.withoutAgent() + " of " + counts.routed()
                + " requests for files have no agent, read as " + report.format()
                + ": --dry-run shows how they are understood, --allow-no-agent imports them anyway");
    }

    private static String dryRunText(LogReport report) {
        var text = new StringBuilder();
        text.append("read as ")
                .append(VisibleText.of(report.format().toString()))
                .append('\n');
        for (ShownLine line : report.shown()) {
            text.append('\n')
                    .append(VisibleText.of(line.file() + ", line " + line.number()))
                    .append('\n');
            text.append(TextTable.aligned(line.facts().stream()
                    .map(fact -> List.of("  " + fact.name(), fact.value()))
                    .toList()));
        }
        text.append('\n').append(counts(report)).append(clients(report.clients()));
        for (LogReport.Refusal refusal : report.refusals()) {
            text.append(VisibleText.of(refusal.file() + ", line " + refusal.number() + ", " + refusal.error() + " ("
                            + refusal.field() + ")"))
                    .append('\n');
        }
        text.append(UnroutedText.of(report.unrouted()));
        return text.toString();
    }

    private static String counts(LogReport report) {
        LogReport.LogCounts counts = report.counts();
        return TextTable.aligned(List.of(
                TextTable.row("requests", counts.requests(), ""),
                TextTable.row("  not routed", counts.notRouted(), "not a file of a repository"),
                TextTable.row(
                        "    no namespace",
                        report.unrouted().loneNames().requests(),
                        report.unrouted().loneNames().reason()),
                TextTable.row("  bad name", counts.badNames(), report.unrouted().badNameReason()),
                TextTable.row(
                        "  without agent",
                        counts.withoutAgent(),
                        "for files: clients that share an address cannot be told " + "apart"),
                TextTable.row("  without user", counts.withoutUser(), "not signed in"),
                TextTable.row(
                        "  of unknown range", counts.withoutRange(), "parts of files (206) whose range is unknown"),
                TextTable.row("skipped", counts.skipped(), "headers, comments, operations that are not downloads"),
                TextTable.row("unreadable", counts.unreadable(), "")));
    }

    private static String clients(ClientSummary clients) {
        String different = clients.isComplete() ? "different ones, of addresses or names" : "different ones, or more";
        var rows = new ArrayList<List<String>>();
        rows.add(TextTable.row("clients", clients.clients(), different));
        String vouched = "requests: the right-most address that ingest.trusted-proxies does not name";
        if (clients.vouched() > 0) rows.add(TextTable.row("  from a list", clients.vouched(), vouched));
        String forgeable = "requests: the left-most public address, which anybody can forge";
        if (clients.forgeable() > 0) rows.add(TextTable.row("  from a list", clients.forgeable(), forgeable));
        String unreadable = "requests of a proxy whose list has no address";
        if (clients.unreadable() > 0) rows.add(TextTable.row("  from no list", clients.unreadable(), unreadable));
        String ident = "requests with an address or a host's name in the place of ident that is not the client";
        if (clients.unusedIdents() > 0) rows.add(TextTable.row("  ident unused", clients.unusedIdents(), ident));
        return TextTable.aligned(rows) + (clients.forgeable() > 0 ? proxies(clients.nearest()) : "");
    }

    /** The setting that would make the clients true, and the addresses that are probably proxies'. */
    private static String proxies(List<ClientSummary.NearestProxy> nearest) {
        String advice = "\nname your proxies, such as --set ingest.trusted-proxies=private";
        if (nearest.isEmpty()) return advice + ": then the right-most address that is not private is the client\n";
        return advice + "," + nearest.get(0).address() + "; these stand right-most:\n"
                + TextTable.of(
                        List.of("requests", "right-most of a list"),
                        nearest,
                        proxy -> List.of(TextTable.number(proxy.lines()), proxy.address()));
    }
}
