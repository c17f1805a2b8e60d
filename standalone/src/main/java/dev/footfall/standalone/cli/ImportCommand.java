package dev.footfall.standalone.cli;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.accesslog.AccessLogImport;
import dev.footfall.ingest.accesslog.ImportListener;
import dev.footfall.ingest.accesslog.ImportResult;
import dev.footfall.ingest.accesslog.LogSettings;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.standalone.ConfiguredKeys;
import dev.footfall.standalone.RoomConfigs;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code footfall import}. */
@Command(
        name = "import",
        description = "Read access logs into the event log. In any order, and the same line twice counts once.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall import /var/log/nginx/access.log /var/log/nginx/access.log.*.gz",
            "  footfall import access.log --route '/downloads/{name}=dataset:elastic/{name}'",
            "  footfall import access.log --format 'nginx:$remote_addr [$time_iso8601] \"$request\" $status $body_bytes_sent'",
            "  footfall import events.ndjson --format ndjson --bootstrap-servers kafka-1:9092"
        })
final class ImportCommand implements Callable<Integer> {
    @Mixin
    private LogOptions logs = new LogOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws InterruptedException {
        RoomConfigs configs = RoomConfigs.of(logs.settings());
        LogSettings settings = logs.logSettings(configs);
        var bar = new ProgressBar(Output.errorsOf(spec), "lines");
        long startNanos = System.nanoTime();
        try (EventPublisher publisher = LogOptions.publisher(configs);
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
