package dev.footfall.standalone.cli;

import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.LogImport;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.settings.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall import-log}. */
@Command(
        name = "import-log",
        description = {
            "Restore a log that 'footfall export-log' wrote, in a Kafka that has none.",
            "Interrupted, it goes on where it ended when it is called again."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall import-log footfall.log --data-dir /var/lib/footfall",
            "  footfall import-log footfall.log --bootstrap-servers kafka-1:9092 --set topics.replication-factor=3",
        })
final class ImportLogCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The exported log.")
    private Path file = Path.of("");

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory of a 'footfall run' that is not running; else ./data.")
    void dataDirectory(@Nullable String directory) {
        options.name(Setting.DATA_DIR, directory);
    }

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka that is to have the log; else the one in the data directory.")
    void bootstrapServers(@Nullable String servers) {
        options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
    }

    @Override
    public Integer call() {
        long startNanos = System.nanoTime();
        try (var lifetime = new Lifetime()) {
            ProgressBar reading = bar();
            var exported = new LogImport(file, shown(reading, lifetime));
            reading.erase();
            long records = restore(exported, lifetime);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            PrintWriter out = Output.of(spec);
            MovedText.print(exported.sizes(), out);
            if (records == 0) out.println("all records are there already");
            else out.printf(Locale.ROOT, "restored %,d records in %.1f s%n", records, seconds);
            out.flush();
            return 0;
        }
    }

    private long restore(LogImport exported, Lifetime lifetime) {
        try (var report = new StartReport(Output.errorsOf(spec), lifetime::fail);
                var kafka = new TargetKafka(options.settings(), report)) {
            report.end();
            RoomConfigs configs = kafka.configs();
            var target =
                    new LogImport.Target(configs.kafka(), Topics.STANDARD, configs.replicationFactor(), kafka.isOwn());
            ProgressBar restoring = bar(); // its rate begins when Kafka is there
            long records = exported.into(target, shown(restoring, lifetime));
            restoring.erase();
            return records;
        }
    }

    private ProgressBar bar() {
        return new ProgressBar(Output.errorsOf(spec), "records");
    }

    private static PartitionReader.Progress shown(ProgressBar bar, Lifetime lifetime) {
        return (done, total, records) -> {
            if (lifetime.isOver()) throw new IllegalStateException("interrupted: call it again, and it goes on");
            bar.show(done, total, records);
        };
    }
}
