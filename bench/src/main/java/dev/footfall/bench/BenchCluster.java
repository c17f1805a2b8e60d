package dev.footfall.bench;

import dev.footfall.aggregator.StateReset;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/**
 * The Kafka of one benchmark, with empty topics, and a directory for its files: a broker in a process of its own, or
 * the cluster that was named, which must not have the topics yet. Nothing is left of it when it is closed.
 */
final class BenchCluster implements AutoCloseable {
    private final BenchDirectory directory;
    private final Optional<Child> broker;
    private final Settings settings;

    private BenchCluster(BenchDirectory directory, Optional<Child> broker, Settings settings) {
        this.directory = directory;
        this.broker = broker;
        this.settings = settings;
    }

    /**
     * Starts a broker, or joins the cluster that was named, and makes the topics.
     *
     * @throws IllegalStateException if that cluster has such topics already
     */
    static BenchCluster open(BenchOptions options) {
        BenchDirectory directory = BenchDirectory.in(options.directory());
        Optional<Child> broker = Optional.empty();
        try {
            var changes = new EnumMap<Setting, String>(Setting.class);
            changes.put(Setting.DATA_DIR, directory.file("data").toString());
            if (!options.hasKafka()) {
                broker = Optional.of(Child.startBeside(
                        options.settings(), "broker", directory.file("kafka").toString()));
                changes.put(
                        Setting.KAFKA_BOOTSTRAP_SERVERS,
                        broker.get().answer().path("bootstrap_servers").asText());
            }
            var cluster = new BenchCluster(directory, broker, BenchSettings.with(options.settings(), changes));
            cluster.makeTopics();
            return cluster;
        } catch (RuntimeException e) {
            broker.ifPresent(Child::close);
            directory.close();
            throw e;
        }
    }

    private void makeTopics() {
        RoomConfigs configs = configs();
        List<String> found = topics(configs).stream()
                .filter(name -> name.startsWith("footfall"))
                .toList();
        if (!found.isEmpty()) {
            throw new IllegalStateException("the Kafka at " + settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS) + " has "
                    + found + " already: a benchmark writes generated events, and deletes its topics when it is done;"
                    + " name a cluster without them, or leave --bootstrap-servers away");
        }
        var topics = new TopicAdmin(configs.kafka());
        topics.ensure(configs.partitions(), configs.replicationFactor());
        if (configs.publishesRows())
            topics.ensure(TopicSpec.DAILY_ROWS, configs.partitions(), configs.replicationFactor());
    }

    private static List<String> topics(RoomConfigs configs) {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(configs.kafka()))) {
            return admin.listTopics().names().get().stream().sorted().toList();
        } catch (ExecutionException e) {
            throw new IllegalStateException("Kafka did not answer: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka", e);
        }
    }

    /** The settings of a product on this Kafka, whose data directory is in this directory. */
    Settings settings() {
        return settings;
    }

    RoomConfigs configs() {
        return RoomConfigs.of(settings);
    }

    /** A file or directory of that name, deleted with everything else. */
    Path file(String name) {
        return directory.file(name);
    }

    /** The directory of what was counted. */
    Path state() {
        return settings.path(Setting.DATA_DIR).resolve("state");
    }

    /** Forgets what was counted, and keeps the log. */
    void forgetState() {
        StateReset.forget(configs().aggregator(state()), true);
    }

    @Override
    public void close() {
        try {
            if (broker.isEmpty()) {
                forgetState();
                deleteTopics();
            }
        } finally {
            broker.ifPresent(Child::close);
            directory.close();
        }
    }

    private void deleteTopics() {
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(configs().kafka()))) {
            List<String> made = topics(configs()).stream()
                    .filter(name -> name.startsWith("footfall."))
                    .toList(); // there was none before
            admin.deleteTopics(made).all().get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the benchmark's topics could not be deleted: " + e.getCause(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
