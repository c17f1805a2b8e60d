package dev.footfall.cli;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.exports.PrivateFiles;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.logfiles.TopicSizes;
import dev.footfall.standalone.AtomicFile;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "export-log",
        description = {
            "Write the log as it is now to a file that 'footfall import-log' restores into another Kafka.",
            "The file has every record that cannot be derived, with its log time: the restored log gives the same answers."
        },
        footer = {
            "  footfall export-log footfall.log",
            "  footfall export-log footfall.log --bootstrap-servers kafka-1:9092",
        })
final class ExportLogCommand implements Runnable {
    private static final Set<TopicSpec> NAMES = EnumSet.of(TopicSpec.USERS, TopicSpec.VISITOR_KEYS);

    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Mixin
    private Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The file to write; an existing one is replaced.")
    private Path file = Path.of("");

    @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this topic. May be repeated.")
    private List<String> topics = List.of();

    @Option(names = "--without-names", description = "Omit names of users and keys of days, for a copy that is kept.")
    private boolean isWithoutNames;

    @Override
    public void run() {
        Topics log = RoomConfigs.of(options.settings()).names();
        List<Topic> wanted = wanted(log);
        try (var lifetime = new Lifetime();
                var report = new StartReport(output.errors(), lifetime);
                var kafka = TargetKafka.ofLog(options.settings(), report)) {
            report.end();
            export(wanted, kafka.configs().checkedToExport(), lifetime);
        }
    }

    private void export(List<Topic> wanted, RoomConfigs configs, Lifetime lifetime) {
        ProgressBar bar = output.bar("records");
        var export = new LogExport(
                new LogExport.Source(configs.kafka(), configs.names(), configs.log()),
                LogFileCommands.shown(bar, lifetime, "no log was written"));
        var written = new ArrayList<TopicSizes>();
        AtomicFile.write(file, out -> written.add(export.write(wanted, out)), PrivateFiles.attributes(file));
        bar.erase();
        TopicSizes sizes = written.get(0);
        output.print(LogFileCommands.contents(sizes, configs.names()));
        var none = new TopicSizes.Size(0, 0);
        if (NAMES.stream()
                .anyMatch(topic -> sizes.byTopic()
                                .getOrDefault(configs.names().name(topic), none)
                                .records()
                        > 0)) {
            output.print(
                    "the file has names of users or keys of days, which an erasure does not reach: delete it when it "
                            + "is restored, or export --without-names\n");
        }
        output.printf("exported %,d records in %.1f s%n", sizes.records(), bar.seconds());
    }

    private List<Topic> wanted(Topics log) {
        List<Topic> all = log.those(TopicSpec::isExported);
        List<String> names = all.stream().map(Topic::name).toList();
        for (String topic : topics) {
            if (names.contains(topic)) continue;
            throw new UsageError("--topic is '" + topic + "': allowed is " + String.join(", ", names));
        }
        return all.stream()
                .filter(topic -> topics.isEmpty() || topics.contains(topic.name()))
                .filter(topic -> !isWithoutNames || !NAMES.contains(topic.spec()))
                .toList();
    }
}
