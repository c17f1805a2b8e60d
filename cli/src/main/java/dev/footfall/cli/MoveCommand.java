package dev.footfall.cli;

import dev.footfall.events.Topics;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.logfiles.RestoredTopics;
import dev.footfall.operations.moves.LogMove;
import dev.footfall.operations.moves.MoveResult;
import dev.footfall.operations.topics.AdminAnswers;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.Lifetime;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.TargetKafka;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "move",
        description = {
            "Move a log into topics of another topics.prefix or another Kafka, while ingests write to it and nodes answer.",
            "With topics.partitions, it is repartitioned: the same answers from another number of partitions.",
            "Each run takes what came since the one before, also after an interruption. For the last one, stop ingests."
        },
        footer = {
            "  footfall move --bootstrap-servers kafka-1:9092 --set topics.prefix=hub2 --set topics.partitions=64",
            "  footfall move --from-bootstrap-servers old-1:9092 --bootstrap-servers new-1:9092 --last",
        })
final class MoveCommand implements Runnable {
    private static final String RESUME = "run it again to resume";

    @Mixin
    private KafkaOptions options = new KafkaOptions();

    @Mixin
    private Output output = new Output();

    @Option(
            names = "--from-bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka of the old log (default: that of the new one).")
    private @Nullable String servers;

    @Option(
            names = "--from-prefix",
            paramLabel = "PREFIX",
            description = "The topics.prefix of the old log (default: footfall).")
    private String prefix = Topics.STANDARD.prefix();

    @Option(
            names = "--from-client",
            paramLabel = "FILE",
            description = "Settings of Kafka's clients for the old log, which override those of KAFKA_... variables.")
    private @Nullable Path client;

    @Option(
            names = "--last",
            description =
                    "Take all records, also of the last seconds; fail if more are written to the old log meanwhile.")
    private boolean isLast;

    @Override
    public void run() {
        if (!Topics.isPrefix(prefix))
            throw new UsageError("--from-prefix is '" + prefix + "': allowed is " + Topics.ALLOWED_PREFIX);
        try (var lifetime = new Lifetime()) {
            ProgressBar bar = output.bar("records");
            MoveResult result = move(lifetime, bar);
            bar.erase();
            report(result, bar);
        }
    }

    private MoveResult move(Lifetime lifetime, ProgressBar bar) {
        RoomConfigs wanted = TargetKafka.running(options.settings());
        var topics = new RestoredTopics(wanted.names(), wanted.topicPartitions().given(), wanted.replicationFactor());
        return new LogMove(old(), wanted.kafka(), topics, LogFileCommands.shown(bar, lifetime, RESUME)).run(isLast);
    }

    private LogExport.Source old() {
        Map<Setting, String> others = new HashMap<>(Map.of(Setting.TOPICS_PREFIX, prefix));
        if (servers != null) others.put(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
        Settings settings = options.settings(others);
        RoomConfigs configs = RoomConfigs.of(settings);
        Map<String, String> kafka = new HashMap<>(configs.kafka());
        if (client != null) kafka.putAll(clientSettings(client));
        var answers = new AdminAnswers(kafka, configs.admin().patience());
        return new LogExport.Source(
                kafka, configs.names(), new TopicAdmin(configs.names(), answers).requireToExport(OptionalInt.empty()));
    }

    private static Map<String, String> clientSettings(Path file) {
        var properties = new Properties();
        try (var in = Files.newBufferedReader(file)) {
            properties.load(in);
        } catch (IOException | IllegalArgumentException e) {
            throw new UsageError("--from-client is '" + file + "', which cannot be read: " + e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        settings.remove("bootstrap.servers"); // --from-bootstrap-servers says it
        return settings;
    }

    private void report(MoveResult result, ProgressBar bar) {
        if (result.total() > 0)
            output.print(TextTable.of(
                    List.of("topic", "records"),
                    new TreeMap<>(result.records()).entrySet(),
                    topic -> List.of(topic.getKey(), TextTable.number(topic.getValue()))));
        output.printf("moved %,d records in %.1f s%n", result.total(), bar.seconds());
        if (result.isLevel()) {
            output.print("all records of the old log are moved\n");
        } else if (isLast) {
            throw new IllegalStateException(
                    "records are still written to the old log: stop every ingest, tail and producer of"
                            + " it, and every node that decides or seals, and run this again");
        } else {
            output.print("run it again for what comes after these, and with --last when ingests are stopped\n");
        }
    }
}
