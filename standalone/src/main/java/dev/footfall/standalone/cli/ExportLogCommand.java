package dev.footfall.standalone.cli;

import dev.footfall.events.Topic;
import dev.footfall.events.Topics;
import dev.footfall.operations.exports.OwnFiles;
import dev.footfall.operations.logfiles.ExportedLog;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.RoomConfigs;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "All that nothing can make again, with log times: there, the same answers come of it."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall export-log footfall.log",
            "  footfall export-log footfall.log --bootstrap-servers kafka-1:9092",
        })
final class ExportLogCommand implements Callable<Integer> {
    private static final List<Topic> NAMES = List.of(Topics.STANDARD.ofUsers(), Topics.STANDARD.ofKeys());

    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Mixin
    KafkaOption kafka = new KafkaOption(options);

    @Spec
    private @Nullable CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "Where to write; what is there is replaced.")
    private Path file = Path.of("");

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this one of its topics. May be repeated.")
    private List<String> topics = List.of();

    @Option(
            names = "--without-names",
            description =
                    "Leave out the names of users that ids stand for, and the keys of days: for a copy that is kept.")
    private boolean isWithoutNames;

    @Override
    public Integer call() {
        List<Topic> wanted = wanted();
        RoomConfigs configs = RoomConfigs.of(options.settings());
        new TopicAdmin(configs.kafka()).require(OptionalInt.empty());
        long startNanos = System.nanoTime();
        var bar = new ProgressBar(Output.errorsOf(spec), "records");
        var export = new LogExport(configs.kafka(), Topics.STANDARD, bar::show);
        var written = new ArrayList<ExportedLog.TopicSizes>();
        AtomicFile.write(file, out -> written.add(export.write(wanted, out)), OwnFiles.attributes(file));
        bar.erase();
        ExportedLog.TopicSizes sizes = written.get(0);
        PrintWriter out = Output.of(spec);
        MovedText.print(sizes, out);
        if (MovedText.has(sizes, NAMES)) {
            out.println(
                    "the file has names of users or keys of days, which no erasure takes out of it: delete it when it is"
                            + " restored, or export --without-names");
        }
        out.printf(
                Locale.ROOT,
                "exported %,d records in %.1f s%n",
                sizes.records(),
                (System.nanoTime() - startNanos) / 1e9);
        out.flush();
        return 0;
    }

    private List<Topic> wanted() {
        List<Topic> all = Topics.STANDARD.moved();
        List<String> names = all.stream().map(Topic::name).toList();
        for (String topic : topics) {
            if (names.contains(topic)) continue;
            throw new UsageError("--topic is '" + topic + "': allowed is " + String.join(", ", names));
        }
        return all.stream()
                .filter(topic -> topics.isEmpty() || topics.contains(topic.name()))
                .filter(topic -> !isWithoutNames || !NAMES.contains(topic))
                .toList();
    }
}
