package dev.footfall.standalone.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.accesslog.LineTotals;
import dev.footfall.ingest.accesslog.LogFormat;
import dev.footfall.ingest.accesslog.LogSettings;
import dev.footfall.ingest.accesslog.LogTail;
import dev.footfall.ingest.accesslog.Routes;
import dev.footfall.ingest.accesslog.UnroutedRequests.Unrouted;
import dev.footfall.ingest.logformat.Formats;
import dev.footfall.ingest.logformat.LineFormat;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.NativeLibraries;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.SharedLogs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class LogCommands {
    private LogCommands() {}

    @Command(
            name = "tail",
            description = "Follow access logs as they are written, across rotation and restarts.",
            footer = "  footfall tail /var/log/nginx/access.log --source files-1")
    static void tail(
            @Mixin LogOptions logs,
            @Option(
                            names = "--checkpoints",
                            paramLabel = "DIR",
                            description =
                                    "Where to remember how far each log was read; else tail/ in the data directory.")
                    @Nullable
                    Path checkpoints,
            @Mixin Output output)
            throws InterruptedException {
        Settings settings = logs.settings();
        RoomConfigs configs = RoomConfigs.of(settings);
        LogSettings logSettings =
                logs.logSettings(logs.format(() -> LogFormat.COMBINED), logs.routes(settings), configs);
        Path directory =
                checkpoints == null ? settings.path(Setting.DATA_DIR).resolve("tail") : checkpoints.toAbsolutePath();
        var sources = new LogTail.Sources(logs.files(), directory);
        try (var lifetime = new Lifetime();
                EventPublisher publisher = LogOptions.publisher(configs, configs.publisher());
                VisitorKeys keys = SharedLogs.keys(configs, logSettings.secret());
                var tail = new LogTail(sources, logSettings.with(keys), publisher, output::warn)) {
            lifetime.onEnd(tail::close);
            int files = logs.files().size();
            output.printf("following %d %s; Ctrl-C stops%n", files, files == 1 ? "log" : "logs");
            tail.run();
            output.print(LogOptions.summary(tail.totals(), tail.unrouted()));
        }
    }

    @Command(
            name = "formats",
            description = "List the formats of access logs that 'import' and 'tail' know, or show one.",
            footer = {
                "  footfall formats",
                "  footfall formats squid > own.format; footfall import access.log --format file:own.format"
            })
    static void formats(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "A format, whose declaration is shown.")
                    @Nullable
                    String name,
            @Mixin Output output) {
        if (name == null) {
            for (String preset : Formats.PRESETS)
                output.print(listed(Formats.preset(preset).about()));
        } else {
            String wanted = name;
            output.print(UsageError.unless(() -> Formats.of(wanted)).about().declaration());
        }
    }

    private static String listed(LineFormat.About about) {
        var text = new StringBuilder(about.name() + ": " + about.summary() + "\n");
        about.samples().forEach(line -> text.append("  ").append(line).append('\n'));
        if (!about.limits().isEmpty()) text.append("  ").append(about.limits()).append('\n');
        return text.append('\n').toString();
    }

    static final class LogOptions {
        @Mixin
        private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

        @Parameters(arity = "1..*", paramLabel = "FILE", description = "The access logs.")
        private List<Path> files = new ArrayList<>();

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                description =
                        "What a line is: a name that 'footfall formats' lists, ndjson, nginx:STRING or apache:STRING as in the "
                                + "server's configuration, or file:PATH. Else import looks at the first lines, and tail takes combined.")
        private @Nullable String format;

        @Option(
                names = "--zone",
                paramLabel = "ZONE",
                description = "The zone of times without an offset, such as Europe/Berlin.")
        private @Nullable ZoneId zone;

        @Option(
                names = "--route",
                paramLabel = "TEMPLATE=TYPE:NS/NAME",
                description = "The repository of URLs of this shape; tried before the setting routes. May be repeated.")
        private List<String> routes = new ArrayList<>();

        @Option(
                names = "--source",
                paramLabel = "NAME",
                description = "The file server's name: the same line of the same server counts once. Else access-log.")
        private String source = LogSettings.DEFAULT_SOURCE;

        @Option(
                names = "--clock-ahead",
                paramLabel = "DURATION",
                description =
                        "By how much the server's clock was ahead, such as PT1H; -PT1H if it was behind. Else PT0S.")
        private Duration clockAhead = Duration.ZERO;

        List<Path> files() {
            return files;
        }

        Settings settings() {
            return options.settings();
        }

        Routes routes(Settings settings) {
            return UsageError.unless(
                    () -> Routes.of(Stream.concat(routes.stream(), ConfiguredLogs.routes(settings).stream())
                            .toList()));
        }

        LogFormat format(Supplier<LogFormat> standard) {
            String wanted = format;
            return wanted == null
                    ? standard.get().in(zone)
                    : UsageError.unless(() -> LogFormat.ofLabel(wanted).in(zone));
        }

        LogSettings logSettings(LogFormat lineFormat, Routes known, RoomConfigs configs) {
            VisitorSecret secret = configs.secret();
            return UsageError.unless(
                    () -> new LogSettings(lineFormat, known, source, secret).withClockAhead(clockAhead));
        }

        static EventPublisher publisher(RoomConfigs configs, PublisherConfig config) {
            NativeLibraries.require();
            int partitions = configs.checked().partitions();
            configs.impliedLog(true).ifPresent(log -> LoneBroker.requireOf(log, configs.admin()));
            Optional<UserIds> users = SharedLogs.users(configs);
            return SharedLogs.publisher(
                    new KafkaEventPublisher(config, partitions, LoneBroker.durability(configs.admin())), users);
        }

        static String summary(LineTotals totals, Unrouted unrouted) {
            var rows = new ArrayList<List<String>>();
            rows.add(TextTable.row("lines", totals.lines(), ""));
            String published = "candidates, in the log; which of them count is decided there";
            rows.add(TextTable.row("  published", totals.published(), published));
            rows.add(TextTable.row("  not routed", totals.notRouted(), "no file of a repository"));
            rows.add(TextTable.row("  bad name", totals.badNames(), unrouted.badNameReason()));
            String skipped = "headers, comments, operations that are no download";
            if (totals.skipped() > 0) rows.add(TextTable.row("  skipped", totals.skipped(), skipped));
            rows.add(TextTable.row("  blank", totals.blank(), ""));
            rows.add(TextTable.row("  rejected", totals.rejected(), "cannot be read; in the rejected topic"));
            new TreeMap<>(totals.rejectedByField())
                    .forEach((field, lines) -> rows.add(TextTable.row("    " + field, lines, "")));
            return TextTable.aligned(rows);
        }
    }
}
