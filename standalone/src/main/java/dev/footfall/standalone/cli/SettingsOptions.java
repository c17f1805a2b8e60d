package dev.footfall.standalone.cli;

import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.standalone.DataDirectory;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

public final class SettingsOptions {
    private final Map<String, String> named = new HashMap<>();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Read settings from this properties file; the environment and the command line win over it.")
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

    private Settings ofKafka() {
        Settings settings = settings();
        String own = RoomConfigs.bootstrapServers(settings);
        if (!settings.kafka().getOrDefault("bootstrap.servers", own).equals(own)) {
            System.err.println("footfall: KAFKA_BOOTSTRAP_SERVERS is not used: kafka.bootstrap-servers"
                    + " (FOOTFALL_KAFKA_BOOTSTRAP_SERVERS) chooses a Kafka, and 'run' has its own");
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

    static final class WithKafka {
        @Mixin
        private SettingsOptions options = new SettingsOptions();

        @Option(
                names = "--bootstrap-servers",
                paramLabel = "HOST:PORT,...",
                description = "The Kafka to use; else that of 'footfall run': 127.0.0.1 and kafka.port, 29092.")
        void bootstrapServers(@Nullable String servers) {
            options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
        }

        @Option(
                names = "--data-dir",
                paramLabel = "DIR",
                description = "The directory of 'footfall run', or of this process's state; else ./data.")
        void dataDirectory(@Nullable String directory) {
            options.name(Setting.DATA_DIR, directory);
        }

        /** The settings; in them the port, if the option was given, is that of this server. */
        Settings settings(Setting server, @Nullable String port) {
            options.name(server, port);
            return settings();
        }

        Settings settings() {
            return options.ofKafka();
        }
    }

    static final class RunOptions {
        @Mixin
        private SettingsOptions options = new SettingsOptions();

        @Option(names = "--demo", description = "Add 30 days of generated downloads, and links that sign in.")
        private boolean isDemo;

        @Option(names = "--data-dir", paramLabel = "DIR", description = "Where everything is kept; else ./data.")
        void dataDirectory(@Nullable String directory) {
            options.name(Setting.DATA_DIR, directory);
        }

        @Option(names = "--port", paramLabel = "PORT", description = "The port of the query API; else 28080.")
        void port(@Nullable String port) {
            options.name(Setting.QUERY_PORT, port);
        }

        boolean isDemo() {
            return isDemo;
        }

        /** The settings; the demo has a secret of its own where nothing says how callers are known. */
        Settings settings() {
            Settings given = options.ofKafka();
            if (!isDemo) return given;
            var unused = ConfiguredExtras.all(given);
            AuthConfig auth =
                    RoomConfigs.of(given).checkedToServe().checkedToIngest().auth();
            if (auth.jwtSecret().isPresent() || auth.jwksUrl().isPresent()) return given;
            options.name(Setting.AUTH_JWT_SECRET, DataDirectory.demoSecret(given.path(Setting.DATA_DIR)));
            return options.settings();
        }
    }
}
