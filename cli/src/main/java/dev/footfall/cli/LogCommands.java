package dev.footfall.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogRules;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.LogTail;
import dev.footfall.logs.client.RecordedTrust;
import dev.footfall.logs.logformat.Formats;
import dev.footfall.logs.logformat.LineFormat;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.SharedLogs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
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
                            description = "The directory for the position of each log (default: tail/ in the data "
                                    + "directory).")
                    @Nullable
                    Path checkpoints,
            @Mixin Output output)
            throws InterruptedException {
        Settings settings = logs.settings();
        RoomConfigs configs = RoomConfigs.of(settings);
        LogRules rules = logs.rules(settings);
        LogSettings logSettings = logs.logSettings(logs.format(() -> LogFormat.COMBINED), rules, configs);
        Path directory =
                checkpoints == null ? settings.path(Setting.DATA_DIR).resolve("tail") : checkpoints.toAbsolutePath();
        var sources = new LogTail.TailSources(logs.files(), directory);
        try (var lifetime = new Lifetime();
                EventPublisher publisher = LogOptions.publisher(configs, configs.publisher());
                VisitorKeys keys = SharedLogs.keys(configs, logSettings.secret());
                RecordedTrust trust = LogOptions.trust(configs, rules);
                var tail = new LogTail(sources, logSettings.with(keys).with(trust), publisher, output::warn)) {
            lifetime.onEnd(tail::close);
            int files = logs.files().size();
            output.printf("following %d %s; Ctrl-C stops%n", files, files == 1 ? "log" : "logs");
            tail.run();
            output.print(LogOptions.summary(tail.totals(), tail.unrouted()));
        }
    }

    @Command(
            name = "formats",
            description = "List the formats of access logs that 'import' and 'tail' support, or show one.",
            footer = {
                "  footfall formats",
                "  footfall formats squid > own.format; footfall import access.log --format file:own.format"
            })
    static void formats(
            @Parameters(arity = "0..1", paramLabel = "NAME", description = "The format whose declaration to show.")
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
}
