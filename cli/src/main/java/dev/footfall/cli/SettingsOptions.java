package dev.footfall.cli;

import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

public final class SettingsOptions {
    private final Map<String, String> named = new HashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from this properties file; the environment and the command line override it.")
    private @Nullable Path file;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Set any setting; 'footfall run --help' lists them. May be repeated.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(names = "--debug", description = "After a failure, print the stack trace.")
    boolean isDebugging;

    /** Null if the option was not given. */
    public void name(Setting setting, @Nullable String value) {
        if (value != null) named.put(setting.key(), value);
    }

    /** With the precedence of {@link Settings#read}. Throws {@link UsageError} if an option's value is not allowed. */
    public Settings settings() {
        commandLine();
        return Settings.read(file, System.getenv(), given());
    }

    /** The same, with these values instead of what was given. */
    Settings settings(Map<Setting, String> others) {
        var given = new LinkedHashMap<>(given());
        others.forEach((setting, value) -> given.put(setting.key(), value));
        return UsageError.unless(() -> Settings.read(file, System.getenv(), given));
    }

    Settings ofKafka() {
        Settings settings = settings();
        String own = RoomConfigs.bootstrapServers(settings);
        if (!settings.kafka().getOrDefault("bootstrap.servers", own).equals(own)) {
            System.err.println("footfall: KAFKA_BOOTSTRAP_SERVERS is ignored: kafka.bootstrap-servers"
                    + " (FOOTFALL_KAFKA_BOOTSTRAP_SERVERS) chooses a Kafka; 'run' has its own");
        }
        return settings;
    }

    Settings commandLine() {
        return UsageError.unless(() -> Settings.read(null, Map.of(), given()));
    }

    private Map<String, String> given() {
        var given = new LinkedHashMap<>(set);
        given.putAll(named);
        return given;
    }
}
