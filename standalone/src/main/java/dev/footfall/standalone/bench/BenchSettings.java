package dev.footfall.standalone.bench;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.HashMap;
import java.util.Map;

/** Settings as they pass from one process to another. */
final class BenchSettings {
    private BenchSettings() {}

    /** These settings, but for some. */
    static Settings with(Settings settings, Map<Setting, String> changes) {
        var values = new HashMap<String, String>();
        for (Setting setting : Setting.values()) {
            settings.optional(setting).ifPresent(value -> values.put(setting.key(), value));
        }
        changes.forEach((setting, value) -> values.put(setting.key(), value));
        var kafka = new HashMap<String, String>();
        settings.kafka().forEach((name, value) -> kafka.put("KAFKA_" + name.replace('.', '_'), value));
        return Settings.read(null, kafka, values);
    }

    /** The variables by which another process has the same settings. */
    static Map<String, String> environment(Settings settings) {
        var variables = new HashMap<String, String>();
        for (Setting setting : Setting.values()) {
            settings.optional(setting).ifPresent(value -> variables.put(setting.environmentName(), value));
        }
        return variables;
    }
}
