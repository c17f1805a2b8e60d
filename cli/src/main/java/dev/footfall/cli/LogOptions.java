package dev.footfall.cli;

import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.logs.accesslog.LineTotals;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogRules;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.LoneNames;
import dev.footfall.logs.accesslog.UnroutedPaths;
import dev.footfall.logs.client.FixedTrust;
import dev.footfall.logs.client.RecordedTrust;
import dev.footfall.logs.client.TrustRegistry;
import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.standalone.NativeLibraries;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.SharedLogs;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class LogOptions {
    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "The access logs.")
    private List<Path> files = new ArrayList<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            description = "The format of the lines: a name that 'footfall formats' lists, ndjson, nginx:STRING or "
                    + "apache:STRING as in the server's configuration, or file:PATH. By default, import "
                    + "detects it from the first lines, and tail uses combined.")
    private @Nullable String format;

    @Option(
            names = "--zone",
            paramLabel = "ZONE",
            description = "The zone of times without an offset, such as Europe/Berlin.")
    private @Nullable ZoneId zone;

    @Option(
            names = "--route",
            paramLabel = "TEMPLATE=TYPE:NS/NAME",
            description =
                    "The repository of URLs of this form, or the path before those of a hub; matched before the setting "
                            + "routes. May be repeated.")
    private List<String> routes = new ArrayList<>();

    @Option(
            names = "--source",
            paramLabel = "NAME",
            description = "The file server's name: the same line of the same server counts once (default: access-log).")
    private String source = LogSettings.DEFAULT_SOURCE;

    @Option(
            names = "--clock-ahead",
            paramLabel = "DURATION",
            description = "How far the server's clock was ahead, such as PT1H; -PT1H if it was behind (default: PT0S).")
    private Duration clockAhead = Duration.ZERO;

    List<Path> files() {
        return files;
    }

    Settings settings() {
        return options.settings();
    }

    LogRules rules(Settings settings) {
        return UsageError.unless(() ->
                new LogRules(ConfiguredLogs.routes(settings).after(routes).routes(), ConfiguredLogs.proxies(settings)));
    }

    LogFormat format(Supplier<LogFormat> standard) {
        String wanted = format;
        return wanted == null
                ? standard.get().in(zone)
                : UsageError.unless(() -> LogFormat.ofLabel(wanted).in(zone));
    }

    LogSettings logSettings(LogFormat lineFormat, LogRules rules, RoomConfigs configs) {
        VisitorSecret secret = configs.secret();
        return UsageError.unless(() -> new LogSettings(lineFormat, rules.routes(), source, secret)
                .withClockAhead(clockAhead)
                .with(new FixedTrust(rules.proxies())));
    }

    static EventPublisher publisher(RoomConfigs configs, PublisherConfig config) {
        NativeLibraries.require();
        int partitions = configs.checked().partitions();
        configs.impliedLog(true).ifPresent(log -> LoneBroker.requireOf(log, configs.admin()));
        Optional<UserIds> users = SharedLogs.users(configs);
        return SharedLogs.publisher(
                new KafkaEventPublisher(config, partitions, LoneBroker.durability(configs.admin())), users);
    }

    /** Fails if the topic of trusted proxies is missing or different. */
    static RecordedTrust trust(RoomConfigs configs, LogRules rules) {
        return new RecordedTrust(SharedLogs.of(configs, TrustRegistry.TOPIC), rules.proxies());
    }

    static String summary(LineTotals totals, UnroutedPaths unrouted) {
        var rows = new ArrayList<List<String>>();
        rows.add(TextTable.row("lines", totals.lines(), ""));
        String published = "candidates, written to the log; counting decides which of them count";
        rows.add(TextTable.row("  published", totals.published(), published));
        rows.add(TextTable.row("  not routed", totals.notRouted(), "not a file of a repository"));
        LoneNames lone = unrouted.loneNames();
        if (lone.requests() > 0) rows.add(TextTable.row("    no namespace", lone.requests(), lone.reason()));
        rows.add(TextTable.row("  bad name", totals.badNames(), unrouted.badNameReason()));
        String skipped = "headers, comments, operations that are not downloads";
        if (totals.skipped() > 0) rows.add(TextTable.row("  skipped", totals.skipped(), skipped));
        rows.add(TextTable.row("  blank", totals.blank(), ""));
        rows.add(TextTable.row("  rejected", totals.rejected(), "cannot be read; in the rejected topic"));
        new TreeMap<>(totals.rejectedByField())
                .forEach((field, lines) -> rows.add(TextTable.row("    " + field, lines, "")));
        return TextTable.aligned(rows);
    }
}
