package dev.footfall.standalone.cli;

import dev.footfall.standalone.broker.TopicAdmin;
import dev.footfall.standalone.broker.TopicAdmin.Ensured;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code footfall topics}. */
@Command(
        name = "topics",
        description = "Create the topics on a Kafka cluster, and check those that exist.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  footfall topics --bootstrap-servers kafka-1:9092,kafka-2:9092",
            "  footfall topics --set topics.partitions=64 --set topics.replication-factor=3"
        })
final class TopicsCommand implements Callable<Integer> {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--bootstrap-servers", paramLabel = "HOST:PORT,...", description = "The Kafka to use.")
    void bootstrapServers(@Nullable String servers) {
        options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
    }

    @Override
    public Integer call() {
        Settings settings = options.settings();
        List<Ensured> topics = new TopicAdmin(KafkaOptions.client(settings))
                .ensure(
                        settings.number(Setting.TOPICS_PARTITIONS),
                        settings.optional(Setting.TOPICS_REPLICATION_FACTOR).map(Short::valueOf));
        var rows = new ArrayList<List<String>>();
        rows.add(List.of("topic", "partitions", ""));
        for (Ensured topic : topics) {
            String verdict = topic.isCreated() ? "created" : "is there, as it must be";
            rows.add(List.of(topic.topic(), Integer.toString(topic.partitions()), verdict));
        }
        PrintWriter out = Output.of(spec);
        out.print(TextTable.aligned(rows));
        out.flush();
        return 0;
    }
}
