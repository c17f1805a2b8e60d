package dev.footfall.standalone.cli;

import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.Rebuild;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "rebuild",
        description = {
            "Discard the counted state and count the log again with the configured rules.",
            "Stop 'footfall run' first, or every 'footfall serve' when --bootstrap-servers names their Kafka."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall rebuild --data-dir /var/lib/footfall --set session.retention=P60D",
            "  footfall rebuild --bootstrap-servers kafka-1:9092"
        })
final class RebuildCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory of the log and the state; else ./data.")
    void dataDirectory(@Nullable String directory) {
        options.name(Setting.DATA_DIR, directory);
    }

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka that has the log; else the one in the data directory.")
    void bootstrapServers(@Nullable String servers) {
        options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
    }

    @Override
    public Integer call() {
        Settings settings = options.settings();
        long startNanos = System.nanoTime();
        var bar = new ProgressBar(Output.errorsOf(spec), "events");
        try (var lifetime = new Lifetime();
                var report = new StartReport(Output.errorsOf(spec), lifetime::fail);
                var rebuild = new Rebuild(settings, report)) {
            report.end();
            lifetime.awaitUntil(() -> isComplete(rebuild.progress(), bar));
            bar.erase();
            if (lifetime.isOver()) lifetime.await();
            boolean isWhole = rebuild.progress().complete();
            PrintWriter out = Output.of(spec);
            if (isWhole) {
                double seconds = (System.nanoTime() - startNanos) / 1e9;
                long events = rebuild.progress().total();
                out.printf(Locale.ROOT, "counted %,d events again in %.1f s%n", events, seconds);
                out.flush();
            }
            return isWhole ? 0 : 1;
        }
    }

    private static boolean isComplete(Progress progress, ProgressBar bar) {
        bar.show(progress.counted(), progress.total(), progress.counted());
        return progress.complete();
    }
}
