package dev.footfall.standalone;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;

/** The Kafka of a command by itself: the configured one, or else that of a data directory, which runs for the command alone. */
public final class TargetKafka implements AutoCloseable {
    private final Components components = new Components();
    private final RoomConfigs configs;
    private final boolean isOwn;

    /** Makes the data directory when there is none. Fails if it cannot start: the message says why, and what to do. */
    public TargetKafka(Settings settings, ProcessListener listener) {
        isOwn = !settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS);
        RoomConfigs configured = RoomConfigs.of(settings);
        try {
            configs = isOwn ? configured.on(start(settings, listener)) : configured;
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    private String start(Settings settings, ProcessListener listener) {
        DataDirectory data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
        return components.broker(data, settings, listener).bootstrapServers();
    }

    public RoomConfigs configs() {
        return configs;
    }

    public boolean isOwn() {
        return isOwn;
    }

    @Override
    public void close() {
        components.close();
    }
}
