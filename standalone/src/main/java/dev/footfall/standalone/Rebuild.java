package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.states.PastDecisions;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;

/** Counts a log from its start, by rules that may be new: that of the data directory, or of a configured Kafka. */
public record Rebuild(Aggregator aggregator, Components components) implements Running {
    private static final String OWN_LOG = "; to rebuild the log of 'run' in %s, do not set kafka.bootstrap-servers";

    /** {@code acceptsLoss}: counts also a log whose first records are gone, and that has not sealed their days. */
    public static Rebuild start(Settings settings, boolean acceptsLoss, ProcessListener listener) {
        return start(RoomConfigs.of(settings), settings, acceptsLoss, listener);
    }

    static Rebuild start(RoomConfigs wanted, Settings settings, boolean acceptsLoss, ProcessListener listener) {
        return Running.start(components -> {
            Path root = settings.path(Setting.DATA_DIR);
            boolean isOwnKafka = !settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS);
            var unused = wanted.aggregator(root); // first: a mistake in the rules is found before anything starts
            RoomConfigs found = wanted;
            if (isOwnKafka) DataDirectory.requireLog(root);
            else found = requireTopics(wanted, DataDirectory.hasLog(root) ? OWN_LOG.formatted(root) : "");
            DataDirectory data = components.add(DataDirectory.open(root));
            if (isOwnKafka) {
                String own = components.broker(data, settings, listener).bootstrapServers();
                found = requireTopics(wanted.on(own), "");
            }
            RoomConfigs configs = found;
            PastDecisions past = components.add(PastDecisions.readIfThere(configs.kafka(), configs.names()));
            AggregatorConfig config = configs.rebuilt(configs.aggregator(data.state()), past.states());
            config.requireSealedDays(); // a state has more of them than their records: users, and counts by its rules
            if (!acceptsLoss) config.requireRecords(); // the state that is forgotten has counted them
            StateReset.forget(config.location(), isOwnKafka);
            past.noteFormat(
                    config.state().name(), configs.rules(), config.state().rules());
            return new Rebuild(components.aggregator(configs, config, listener), components);
        });
    }

    private static RoomConfigs requireTopics(RoomConfigs configs, String advice) {
        try {
            RoomConfigs checked = configs.checked();
            configs.topics().requireReadable(TopicSpec.LIKES); // nothing else would say that likes are not counted
            return checked;
        } catch (IllegalStateException e) {
            throw new IllegalStateException(e.getMessage() + advice, e);
        }
    }
}
