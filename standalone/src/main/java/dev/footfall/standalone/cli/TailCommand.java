package dev.footfall.standalone.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.accesslog.LogFormat;
import dev.footfall.ingest.accesslog.LogSettings;
import dev.footfall.ingest.accesslog.LogTail;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.SharedLogs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "tail",
        description = "Follow access logs as they are written, across rotation and restarts.",
        footerHeading = "%nExample:%n",
        footer = "  footfall tail /var/log/nginx/access.log --source files-1")
final class TailCommand implements Callable<Integer> {
    @Mixin
    private LogOptions logs = new LogOptions();

    @Option(
            names = "--checkpoints",
            paramLabel = "DIR",
            description = "Where to remember how far each log was read; else tail/ in the data directory.")
    private @Nullable Path checkpoints;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = logs.settings();
        RoomConfigs configs = RoomConfigs.of(settings);
        LogSettings logSettings = logs.logSettings(logs.format().orElse(LogFormat.COMBINED), configs);
        Path directory =
                checkpoints == null ? settings.path(Setting.DATA_DIR).resolve("tail") : checkpoints.toAbsolutePath();
        PrintWriter err = Output.errorsOf(spec);
        var sources = new LogTail.Sources(logs.files(), directory);
        try (var lifetime = new Lifetime();
                EventPublisher publisher = LogOptions.publisher(configs);
                VisitorKeys keys = SharedLogs.keys(configs, logSettings.secret());
                var tail = new LogTail(sources, logSettings.with(keys), publisher, notice -> {
                    err.println("footfall: " + VisibleText.of(notice));
                    err.flush();
                })) {
            lifetime.onEnd(tail::close);
            PrintWriter out = Output.of(spec);
            out.println("following " + logs.files().size() + (logs.files().size() == 1 ? " log" : " logs")
                    + "; Ctrl-C stops");
            out.flush();
            tail.run();
            out.print(LogOptions.Summary.of(tail.totals()));
            out.flush();
        }
        return 0;
    }
}
