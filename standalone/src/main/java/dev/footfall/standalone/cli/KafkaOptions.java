package dev.footfall.standalone.cli;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** How the settings address Kafka. */
final class KafkaOptions {
    private KafkaOptions() {}

    /** The client settings for the cluster that is configured: what KAFKA_… variables say, and where it is. */
    static Map<String, String> client(Settings settings) {
        var client = new HashMap<>(settings.kafka());
        client.put("bootstrap.servers", settings.text(Setting.KAFKA_BOOTSTRAP_SERVERS));
        return client;
    }
}
