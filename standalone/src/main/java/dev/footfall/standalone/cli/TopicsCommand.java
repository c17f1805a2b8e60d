package dev.footfall.standalone.cli;

import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.operations.topics.TopicAdmin.Ensured;
import dev.footfall.standalone.RoomConfigs;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
    private SettingsOptions.WithKafka options = new SettingsOptions.WithKafka();

    @Option(
            names = "--force",
            description = "Have the brokers force facts and decisions to their disks before they acknowledge them.")
    private boolean isForced;

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() {
        RoomConfigs configs = RoomConfigs.of(options.settings());
        var admin = new TopicAdmin(configs.kafka());
        List<Ensured> topics = admin.ensure(configs.partitions(), configs.replicationFactor());
        admin.ensureAnswering(configs.replicationFactor());
        if (configs.publishesRows())
            admin.ensure(TopicSpec.DAILY_ROWS, configs.partitions(), configs.replicationFactor());
        if (isForced) admin.forceFacts();
        Output.print(spec, TextTable.of(List.of("topic", "partitions", "replicas", ""), topics, TopicsCommand::row));
        return 0;
    }

    private static List<String> row(Ensured topic) {
        return List.of(
                topic.topic(),
                Integer.toString(topic.partitions()),
                Integer.toString(topic.replicas()),
                topic.isCreated() ? "created" : "is there, as it must be");
    }
}
