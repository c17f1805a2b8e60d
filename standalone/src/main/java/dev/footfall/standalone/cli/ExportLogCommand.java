package dev.footfall.standalone.cli;

import dev.footfall.events.Topics;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.broker.TopicAdmin;
import dev.footfall.standalone.exports.OwnFiles;
import dev.footfall.standalone.logfiles.LogExport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code footfall export-log}. */
@Command(
        name = "export-log",
        description = {
            "Write the log, as it is now, into a file from which another Kafka can have it.",
            "Events, repositories and likes with their log times: there, the same numbers come of them."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall export-log footfall.log",
            "  footfall export-log footfall.log --bootstrap-servers kafka-1:9092",
        })
final class ExportLogCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    KafkaOption kafka = new KafkaOption(options);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where to write; what is there is replaced.")
    private Path file = Path.of("");

    @Option(
            names = "--topic",
            paramLabel = "TOPIC",
            description = "Only this one of the three topics. May be repeated.")
    private List<String> topics = List.of();

    @Override
    public Integer call() {
        List<String> wanted = topics();
        RoomConfigs configs = RoomConfigs.of(options.settings());
        new TopicAdmin(configs.kafka()).require(OptionalInt.empty());
        long startNanos = System.nanoTime();
        var bar = new ProgressBar(Output.errorsOf(spec), "records");
        var export = new LogExport(configs.kafka(), Topics.STANDARD, bar::show);
        var records = new long[1];
        AtomicFile.write(file, out -> records[0] = export.write(wanted, out), OwnFiles.attributes(file));
        bar.erase();
        PrintWriter out = Output.of(spec);
        out.printf(Locale.ROOT, "exported %,d records in %.1f s%n", records[0], (System.nanoTime() - startNanos) / 1e9);
        out.flush();
        return 0;
    }

    private List<String> topics() {
        List<String> facts = Topics.STANDARD.moved();
        for (String topic : topics) {
            if (facts.contains(topic)) continue;
            throw new UsageError("--topic is '" + topic + "': allowed is " + String.join(", ", facts));
        }
        return topics.isEmpty()
                ? facts
                : facts.stream().filter(topics::contains).toList();
    }
}
