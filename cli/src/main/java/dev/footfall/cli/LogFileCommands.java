package dev.footfall.cli;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.LogImport;
import dev.footfall.operations.logfiles.ReadProgress;
import dev.footfall.operations.logfiles.RestoredTopics;
import dev.footfall.operations.logfiles.TopicSizes;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

final class LogFileCommands {
    private static final String RESUME = "run it again to resume";

    private LogFileCommands() {}

    @Command(
            name = "import-log",
            description = {
                "Restore a log that 'footfall export-log' wrote, into a Kafka without one, or under another topics.prefix.",
                "With topics.partitions, it is repartitioned: the same answers from another number of partitions.",
                "After an interruption, run it again: it resumes where it stopped."
            },
            footer = {
                "  footfall import-log footfall.log --data-dir /var/lib/footfall",
                "  footfall import-log footfall.log --bootstrap-servers kafka-1:9092 --set topics.replication-factor=3",
                "  footfall import-log footfall.log --bootstrap-servers kafka-1:9092 --set topics.prefix=hub2 \\",
                "      --set topics.partitions=64",
            })
    static void importLog(
            @Mixin KafkaOptions options,
            @Parameters(paramLabel = "FILE", description = "The exported log.") Path file,
            @Mixin Output output) {
        try (var lifetime = new Lifetime()) {
            ProgressBar reading = output.bar("records");
            RoomConfigs wanted = RoomConfigs.of(options.settings());
            var topics =
                    new RestoredTopics(wanted.names(), wanted.topicPartitions().given(), wanted.replicationFactor());
            var exported = new LogImport(file, topics, shown(reading, lifetime, RESUME));
            reading.erase();
            long records = restore(exported, options, lifetime, output);
            output.print(contents(exported.sizes(), wanted.names()));
            if (records == 0) output.print("all records are already present\n");
            else output.printf("restored %,d records in %.1f s%n", records, reading.seconds());
        }
    }

    private static long restore(LogImport exported, KafkaOptions options, Lifetime lifetime, Output output) {
        try (var report = new StartReport(output.errors(), lifetime);
                var kafka = TargetKafka.open(options.settings(), report)) {
            report.end();
            var target = new LogImport.Target(kafka.configs().kafka(), kafka.isOwn());
            ProgressBar restoring = output.bar("records"); // its rate begins when Kafka is there
            long records = exported.into(target, shown(restoring, lifetime, RESUME));
            restoring.erase();
            return records;
        }
    }

    static ReadProgress shown(ProgressBar bar, Lifetime lifetime, String outcome) {
        return (done, total, records) -> {
            if (lifetime.isOver()) throw new IllegalStateException("interrupted: " + outcome);
            bar.show(done, total, records);
        };
    }

    static String contents(TopicSizes sizes, Topics log) {
        String table = TextTable.of(
                List.of("topic", "records", "bytes"),
                sizes.byTopic().entrySet(),
                topic -> List.of(
                        topic.getKey(),
                        TextTable.number(topic.getValue().records()),
                        TextTable.number(topic.getValue().bytes())));
        String missing = log.those(TopicSpec::isExported).stream()
                .map(Topic::name)
                .filter(topic -> !sizes.byTopic().containsKey(topic))
                .collect(Collectors.joining(", "));
        return table
                + (missing.isEmpty() ? "" : "not in the file: " + missing + "\n")
                + "not in the file: the visitor secret (ingest.visitor-secret, or visitor-secret in the data directory);"
                + " without it, visitors are new\n";
    }
}
