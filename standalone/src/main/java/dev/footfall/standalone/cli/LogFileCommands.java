package dev.footfall.standalone.cli;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.exports.PrivateFiles;
import dev.footfall.operations.logfiles.ExportedLog;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.logfiles.LogImport;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.standalone.AtomicFile;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.cli.Output.ProgressBar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

final class LogFileCommands {
    private static final String RESUME = "run it again to resume";

    private LogFileCommands() {}

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
    static final class Export implements Runnable {
        private static final Set<TopicSpec> NAMES = EnumSet.of(TopicSpec.USERS, TopicSpec.VISITOR_KEYS);

        @Mixin
        private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

        @Mixin
        private Output output = new Output();

        @Parameters(paramLabel = "FILE", description = "The file to write; an existing one is replaced.")
        private Path file = Path.of("");

        @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this topic. May be repeated.")
        private List<String> topics = List.of();

        @Option(
                names = "--without-names",
                description = "Leave out names of users and keys of days, for a copy that is kept.")
        private boolean isWithoutNames;

        @Override
        public void run() {
            List<Topic> wanted = wanted();
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
                    new LogExport.Source(configs.kafka(), Topics.STANDARD, configs.log()),
                    shown(bar, lifetime, "no log was written"));
            var written = new ArrayList<ExportedLog.TopicSizes>();
            AtomicFile.write(file, out -> written.add(export.write(wanted, out)), PrivateFiles.attributes(file));
            bar.erase();
            ExportedLog.TopicSizes sizes = written.get(0);
            output.print(contents(sizes));
            var none = new ExportedLog.TopicSizes.Size(0, 0);
            if (NAMES.stream()
                    .anyMatch(topic ->
                            sizes.byTopic().getOrDefault(topic.topic(), none).records() > 0)) {
                output.print(
                        "the file has names of users or keys of days, which no erasure takes out of it: delete it when it is"
                                + " restored, or export --without-names\n");
            }
            output.printf("exported %,d records in %.1f s%n", sizes.records(), bar.seconds());
        }

        private List<Topic> wanted() {
            List<Topic> all = Topics.STANDARD.those(TopicSpec::isExported);
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

    @Command(
            name = "import-log",
            description = {
                "Restore a log that 'footfall export-log' wrote into a Kafka that has none.",
                "After an interruption, run it again: it resumes where it stopped."
            },
            footer = {
                "  footfall import-log footfall.log --data-dir /var/lib/footfall",
                "  footfall import-log footfall.log --bootstrap-servers kafka-1:9092 --set topics.replication-factor=3",
            })
    static void importLog(
            @Mixin SettingsOptions.WithKafka options,
            @Parameters(paramLabel = "FILE", description = "The exported log.") Path file,
            @Mixin Output output) {
        try (var lifetime = new Lifetime()) {
            ProgressBar reading = output.bar("records");
            var exported = new LogImport(file, shown(reading, lifetime, RESUME));
            reading.erase();
            long records = restore(exported, options, lifetime, output);
            output.print(contents(exported.sizes()));
            if (records == 0) output.print("all records are there already\n");
            else output.printf("restored %,d records in %.1f s%n", records, reading.seconds());
        }
    }

    private static long restore(
            LogImport exported, SettingsOptions.WithKafka options, Lifetime lifetime, Output output) {
        try (var report = new StartReport(output.errors(), lifetime);
                var kafka = TargetKafka.open(options.settings(), report)) {
            report.end();
            RoomConfigs configs = kafka.configs();
            var target =
                    new LogImport.Target(configs.kafka(), Topics.STANDARD, configs.replicationFactor(), kafka.isOwn());
            ProgressBar restoring = output.bar("records"); // its rate begins when Kafka is there
            long records = exported.into(target, shown(restoring, lifetime, RESUME));
            restoring.erase();
            return records;
        }
    }

    private static PartitionReader.Progress shown(ProgressBar bar, Lifetime lifetime, String outcome) {
        return (done, total, records) -> {
            if (lifetime.isOver()) throw new IllegalStateException("interrupted: " + outcome);
            bar.show(done, total, records);
        };
    }

    private static String contents(ExportedLog.TopicSizes sizes) {
        String table = TextTable.of(
                List.of("topic", "records", "bytes"),
                sizes.byTopic().entrySet(),
                topic -> List.of(
                        topic.getKey(),
                        TextTable.number(topic.getValue().records()),
                        TextTable.number(topic.getValue().bytes())));
        String missing = Topics.STANDARD.those(TopicSpec::isExported).stream()
                .map(Topic::name)
                .filter(topic -> !sizes.byTopic().containsKey(topic))
                .collect(Collectors.joining(", "));
        return table
                + (missing.isEmpty() ? "" : "not in the file: " + missing + "\n")
                + "not in the file: the visitor secret (ingest.visitor-secret, or visitor-secret in the data directory);"
                + " without it, visitors are new\n";
    }
}
