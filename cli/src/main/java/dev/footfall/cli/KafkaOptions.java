package dev.footfall.cli;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class KafkaOptions {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka to use (default: that of 'footfall run', 127.0.0.1 and kafka.port, 29092).")
    void bootstrapServers(@Nullable String servers) {
        options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
    }

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "The directory of 'footfall run', or of this process's state (default: ./data).")
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

    /** The same, with these instead: the settings of another system. */
    Settings settings(Map<Setting, String> others) {
        return options.settings(others);
    }
}
