package dev.footfall.standalone.cli;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.exports.OwnFiles;
import dev.footfall.operations.logfiles.ExportedLog;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.logfiles.LogImport;
import dev.footfall.operations.logfiles.PartitionReader;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.settings.Setting;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

final class LogFileCommands {
    private LogFileCommands() {}

    @Command(
            name = "export-log",
            description = {
                "Write the log as it is now to a file that 'footfall import-log' restores into another Kafka.",
                "The file has every record that cannot be derived, with its log time: the restored log gives the same answers."
            },
            footerHeading = "%nExamples:%n",
            footer = {
                "  footfall export-log footfall.log",
                "  footfall export-log footfall.log --bootstrap-servers kafka-1:9092",
            })
    static final class Export implements Callable<Integer> {
        private static final Set<TopicSpec> NAMES = EnumSet.of(TopicSpec.USERS, TopicSpec.VISITOR_KEYS);

        @Mixin
        private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

        @Spec
        private @Nullable CommandSpec spec;

        @Parameters(paramLabel = "FILE", description = "The file to write; an existing one is replaced.")
        private Path file = Path.of("");

        @Option(names = "--topic", paramLabel = "TOPIC", description = "Only this topic. May be repeated.")
        private List<String> topics = List.of();

        @Option(
                names = "--without-names",
                description = "Leave out names of users and keys of days, for a copy that is kept.")
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
            Contents.print(sizes, out);
            if (Contents.has(sizes, NAMES)) {
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
            footerHeading = "%nExamples:%n",
            footer = {
                "  footfall import-log footfall.log --data-dir /var/lib/footfall",
                "  footfall import-log footfall.log --bootstrap-servers kafka-1:9092 --set topics.replication-factor=3",
            })
    static final class Import implements Callable<Integer> {
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
                Contents.print(exported.sizes(), out);
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
                var target = new LogImport.Target(
                        configs.kafka(), Topics.STANDARD, configs.replicationFactor(), kafka.isOwn());
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
                if (lifetime.isOver()) throw new IllegalStateException("interrupted: run it again to resume");
                bar.show(done, total, records);
            };
        }
    }

    static final class Contents {
        private Contents() {}

        static void print(ExportedLog.TopicSizes sizes, PrintWriter out) {
            var rows = new ArrayList<>(List.of(List.of("topic", "records", "bytes")));
            sizes.byTopic()
                    .forEach((topic, size) ->
                            rows.add(List.of(topic, TextTable.number(size.records()), TextTable.number(size.bytes()))));
            out.print(TextTable.aligned(rows));
            String missing = Topics.STANDARD.those(TopicSpec::isExported).stream()
                    .map(Topic::name)
                    .filter(topic -> !sizes.byTopic().containsKey(topic))
                    .collect(Collectors.joining(", "));
            if (!missing.isEmpty()) out.println("not in the file: " + missing);
            out.println(
                    "not in the file: the visitor secret (ingest.visitor-secret, or visitor-secret in the data directory);"
                            + " without it, visitors are new");
        }

        static boolean has(ExportedLog.TopicSizes sizes, Set<TopicSpec> topics) {
            return topics.stream().anyMatch(topic -> {
                ExportedLog.TopicSizes.Size size = sizes.byTopic().get(topic.topic());
                return size != null && size.records() > 0;
            });
        }
    }
}
