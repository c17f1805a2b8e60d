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
final class BenchCluster implements AutoCloseable {
    private final BenchDirectory directory;
    private final Child broker;
    private final Settings settings;

    private BenchCluster(BenchDirectory directory, BenchOptions options) {
        this.directory = directory;
        this.broker = Child.startBeside(
                options.settings(), "broker", directory.file("kafka").toString());
        try {
            this.settings = BenchSettings.with(
                    options.settings(),
                    Map.of(
                            Setting.DATA_DIR, directory.file("data").toString(),
                            Setting.KAFKA_BOOTSTRAP_SERVERS,
                                    broker.answer().path("bootstrap_servers").asText()));
            RoomConfigs configs = configs();
            var topics = new TopicAdmin(configs.kafka());
            topics.ensure(configs.partitions(), configs.replicationFactor());
            if (configs.publishesRows())
                topics.ensure(TopicSpec.DAILY_ROWS, configs.partitions(), configs.replicationFactor());
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    static BenchCluster open(BenchOptions options) {
        BenchDirectory directory = BenchDirectory.in(options.directory());
        try {
            return new BenchCluster(directory, options);
        } catch (RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    Settings settings() {
        return settings;
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
