package dev.footfall.bench;

import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.Map;

/** A broker in a process of its own, with empty topics, and a directory for files; closing it deletes both. */
record BenchCluster(BenchDirectory directory, Child broker, Settings settings) implements AutoCloseable {
    static BenchCluster open(BenchOptions options) {
        BenchDirectory directory = BenchDirectory.in(options.directory());
        Child broker = Child.startBeside(
                options.settings(), "broker", directory.file("kafka").toString());
        try {
            return open(directory, broker, options);
        } catch (RuntimeException e) {
            broker.close();
            directory.close();
            throw e;
        }
    }

    private static BenchCluster open(BenchDirectory directory, Child broker, BenchOptions options) {
        String servers = broker.answer().path("bootstrap_servers").asText();
        Map<Setting, String> own =
                Map.of(Setting.DATA_DIR, directory.file("data").toString(), Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
        var cluster = new BenchCluster(directory, broker, BenchSettings.with(options.settings(), own));
        RoomConfigs configs = cluster.configs();
        var topics = new TopicAdmin(configs.kafka());
        topics.ensure(configs.partitions(), configs.replicationFactor());
        if (configs.publishesRows())
            topics.ensure(TopicSpec.DAILY_ROWS, configs.partitions(), configs.replicationFactor());
        return cluster;
    }

    RoomConfigs configs() {
        return RoomConfigs.of(settings);
    }

    Path file(String name) {
        return directory.file(name);
    }

    Path state() {
        return settings.path(Setting.DATA_DIR).resolve("state");
    }

    void forgetState() {
        StateReset.forget(configs().aggregator(state()).location(), true);
    }

    @Override
    public void close() {
        broker.close();
        directory.close();
    }
}
