package dev.footfall.standalone.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.accesslog.AccessLogImport;
import dev.footfall.ingest.accesslog.ImportListener;
import dev.footfall.ingest.accesslog.ImportResult;
import dev.footfall.ingest.accesslog.LogCheck;
import dev.footfall.ingest.accesslog.LogFormat;
import dev.footfall.ingest.accesslog.LogReport;
import dev.footfall.ingest.accesslog.LogSettings;
import dev.footfall.ingest.logformat.LineFormat;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.standalone.ConfiguredKeys;
import dev.footfall.standalone.RoomConfigs;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footfall import}. */
@Command(
        name = "import",
        description = "Read access logs into the event log. In any order, and the same line twice counts once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall import /var/log/nginx/access.log /var/log/nginx/access.log.*.gz",
            "  footfall import access.log --dry-run",
            "  footfall import access.log --route '/downloads/{name}=dataset:elastic/{name}'",
            "  footfall import access.log --format 'nginx:$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent'",
            "  footfall import events.ndjson --format ndjson --bootstrap-servers kafka-1:9092"
        })
final class ImportCommand implements Callable<Integer> {
    private static final long CHECKED_LINES = 1_000;

    @Mixin
    private LogOptions logs = new LogOptions();

    @Option(names = "--dry-run", description = "Show how the lines are understood; send nothing.")
    private boolean isDryRun;

    @Option(
            names = "--allow-no-agent",
            description =
                    "Import a log although most of its requests have no agent, so that clients cannot be told apart.")
    private boolean isAgentless;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        logs.routes(); // refused before any file is opened
        LogFormat format = logs.format().orElseGet(this::recognised);
        if (isDryRun) return dryRun(format);
        RoomConfigs configs = RoomConfigs.of(logs.settings());
        LogSettings settings = logs.logSettings(format, configs);
        if (!isAgentless) format.lines().ifPresent(lines -> AgentlessLogs.refuse(checked(lines, CHECKED_LINES)));
        var bar = new ProgressBar(Output.errorsOf(spec), "lines");
        long startNanos = System.nanoTime();
        try (EventPublisher publisher =
                        LogOptions.publisher(configs, configs.publisher().inBulk());
                VisitorKeys keys = ConfiguredKeys.open(configs, settings.secret())) {
            ImportResult result = new AccessLogImport(settings.with(keys), publisher, new Shown(bar)).run(logs.files());
            bar.erase();
            PrintWriter out = Output.of(spec);
            out.print(LogSummary.of(result.totals()));
            out.printf(Locale.ROOT, "imported in %.1f s%n", (System.nanoTime() - startNanos) / 1e9);
            out.flush();
            return result.problems().isEmpty() ? 0 : 1;
        }
    }

    /** The format of the first lines; combined if it is none that is known. A notice says so. */
    private LogFormat recognised() {
        Optional<LogFormat> format = LogCheck.detect(logs.files()).map(LogFormat::of);
        String label = format.map(LogFormat::label).orElse("none that is known, and read as combined");
        if (!label.equals(LogFormat.COMBINED.label())) {
            PrintWriter err = Output.errorsOf(spec);
            err.println("footfall: the format of the first lines is " + label + "; --format can name it");
            err.flush();
        }
        return logs.inZone(format.orElse(LogFormat.COMBINED));
    }

    private int dryRun(LogFormat format) {
        LineFormat lines = format.lines()
                .filter(known -> !known.isZoneMissing())
                .orElseThrow(
                        () -> new UsageError("--dry-run is for logs of servers, and needs --zone for times without an"
                                + " offset; the format is " + format.label()));
        LogReport report = checked(lines, Long.MAX_VALUE);
        PrintWriter out = Output.of(spec);
        out.print(DryRunText.of(report));
        out.flush();
        if (!isAgentless) AgentlessLogs.refuse(report);
        return report.counts().requests() == 0 ? 1 : 0;
    }

    private LogReport checked(LineFormat lines, long maxLines) {
        return LogCheck.of(logs.routes(), lines, logs.files(), maxLines);
    }

    /** Shows an import as it goes. */
    private record Shown(ProgressBar bar) implements ImportListener {
        @Override
        public void progress(Progress progress) {
            bar.show(progress.bytesRead(), progress.bytesTotal(), progress.lines());
        }

        @Override
        public void notice(String sentence) {
            bar.say("footfall: " + sentence);
        }
    }
}
