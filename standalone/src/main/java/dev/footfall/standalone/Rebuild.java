package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.Aggregator.Progress;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.OptionalInt;

/** Counts a log from its start, by rules that may be new: that of the data directory, or of a configured Kafka. */
public record Rebuild(Aggregator aggregator, Components components) implements Running {
    private static final String OWN_LOG = "; to rebuild the log of 'run' in %s, leave kafka.bootstrap-servers out";

    public static Rebuild start(Settings settings, ProcessListener listener) {
        return Running.start(components -> {
            RoomConfigs wanted = RoomConfigs.of(settings);
            var unused = wanted.state(); // first: a mistake in the rules is found before anything starts
            DataDirectory data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            boolean isOwnKafka = !settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS);
            RoomConfigs configs = isOwnKafka ? wanted.on(broker(components, data, settings, listener)) : wanted;
            requireTopics(configs, isOwnKafka || !data.hasLog() ? "" : OWN_LOG.formatted(data.root()));
            AggregatorConfig config = configs.aggregator(data.state());
            config.requireSealedDays(); // a state has more of them than their records: users, and counts by its rules
            StateReset.forget(config.location(), isOwnKafka);
            return new Rebuild(components.aggregator(configs, config, listener), components);
        });
    }

    private static void requireTopics(RoomConfigs configs, String advice) {
        try {
            new TopicAdmin(configs.kafka()).require(OptionalInt.of(configs.partitions()));
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + advice, e);
        }
    }

    private static String broker(
            Components components, DataDirectory data, Settings settings, ProcessListener listener) {
        if (!data.hasLog()) {
            throw new IllegalStateException("there is no log in " + data.root()
                    + ": name the directory of 'footfall run' with --data-dir, or a Kafka with --bootstrap-servers");
        }
        return components.broker(data, settings, listener).bootstrapServers();
    }

    public Progress progress() {
        return aggregator.progress();
    }
}
