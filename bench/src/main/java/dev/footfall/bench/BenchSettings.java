package dev.footfall.bench;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings as they pass from one process to another. */
public final class BenchSettings {
    private BenchSettings() {}

    /** Ports that are free, addresses of this machine alone, no limit, and a secret that protects nothing. */
    private static final Map<Setting, String> ALONE = Map.of(
            Setting.QUERY_HOST, "127.0.0.1",
            Setting.QUERY_PORT, "0",
            Setting.QUERY_RATE_LIMIT, "0",
            Setting.AUTH_JWT_SECRET, "",
            Setting.AUTH_JWKS_URL, "",
            Setting.INGEST_HOST, "127.0.0.1",
            Setting.INGEST_PORT, "0",
            Setting.KAFKA_PORT, "0",
            Setting.INGEST_API_KEYS, "",
            Setting.INGEST_VISITOR_SECRET, "the visitors of a benchmark are not people");

    public static Settings with(Settings settings, Map<Setting, String> changes) {
        var values = new HashMap<String, String>();
        for (Setting setting : Setting.values()) {
            settings.optional(setting).ifPresent(value -> values.put(setting.key(), value));
        }
        ALONE.forEach((setting, value) -> values.put(setting.key(), value));
        changes.forEach((setting, value) -> values.put(setting.key(), value));
        values.values().removeIf(String::isEmpty);
        var kafka = new HashMap<String, String>();
        settings.kafka().forEach((name, value) -> kafka.put("KAFKA_" + name.replace('.', '_'), value));
        return Settings.read(null, kafka, values);
    }

    public static Map<String, String> environment(Settings settings) {
        var variables = new HashMap<String, String>();
        for (Setting setting : Setting.values()) {
            settings.optional(setting).ifPresent(value -> variables.put(setting.environmentName(), value));
        }
        return variables;
    }
}
