package dev.footfall.standalone.cli;

import dev.footfall.standalone.settings.Setting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option of the Kafka that a command uses. */
final class KafkaOption {
    private final SettingsOptions options;

    KafkaOption(SettingsOptions options) {
        this.options = options;
    }

    @Option(
            names = "--bootstrap-servers",
            paramLabel = "HOST:PORT,...",
            description = "The Kafka to use; else that of 'footfall run' on this machine, 127.0.0.1:29092.")
    void bootstrapServers(@Nullable String servers) {
        options.name(Setting.KAFKA_BOOTSTRAP_SERVERS, servers);
    }
}
