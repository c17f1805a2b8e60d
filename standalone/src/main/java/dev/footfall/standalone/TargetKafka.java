package dev.footfall.standalone;

import dev.footfall.operations.topics.LoneBroker;
import dev.footfall.standalone.ProcessListener.Awaited;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The Kafka of a command by itself: the configured one, or else that of a data directory, which runs for the command alone. */
public record TargetKafka(RoomConfigs configs, boolean isOwn, Components components) implements Running {
    /** Makes the data directory when there is none. Fails if it cannot start: the message says why, and what to do. */
    public static TargetKafka open(Settings settings, ProcessListener listener) {
        RoomConfigs configs = RoomConfigs.of(settings);
        return Running.start(components -> {
            if (settings.isGiven(Setting.KAFKA_BOOTSTRAP_SERVERS)) {
                listener.awaits(() -> Awaited.of("Kafka at " + RoomConfigs.bootstrapServers(settings)));
                return new TargetKafka(configs, false, components);
            }
            DataDirectory data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            String own = components.broker(data, settings, listener).bootstrapServers();
            return new TargetKafka(configs.on(own), true, components);
        });
    }

    /** As {@link #open} where the given data directory has a log that no process uses; else as {@link #configured}, to export it. */
    public static TargetKafka ofLog(Settings settings, ProcessListener listener) {
        boolean isStopped =
                settings.isGiven(Setting.DATA_DIR) && DataDirectory.isStopped(settings.path(Setting.DATA_DIR));
        if (isStopped) return open(settings, listener);
        listener.awaits(() -> Awaited.of("Kafka at " + RoomConfigs.bootstrapServers(settings)));
        return new TargetKafka(meant(settings, RoomConfigs::checkedToExport), false, new Components());
    }

    /** Fails if a given data directory has no log or that of another Kafka, or if the topics are not configured as required. */
    public static RoomConfigs configured(Settings settings) {
        return meant(settings, RoomConfigs::checked);
    }

    /** Fails if a given data directory has no log or that of another Kafka. */
    public static RoomConfigs running(Settings settings) {
        return meant(settings, UnaryOperator.identity());
    }

    private static RoomConfigs meant(Settings settings, UnaryOperator<RoomConfigs> check) {
        NativeLibraries.require();
        RoomConfigs wanted = RoomConfigs.of(settings);
        Optional<Path> given = wanted.impliedLog(false);
        given.ifPresent(log -> DataDirectory.requireLog(settings.path(Setting.DATA_DIR)));
        RoomConfigs configs = check.apply(wanted);
        given.ifPresent(log -> LoneBroker.requireOf(log, configs.admin()));
        return configs;
    }
}
