package dev.footfall.standalone.cli;

import dev.footfall.standalone.settings.Setting;
import java.util.ArrayList;
import java.util.List;

/** The end of {@code footfall run --help}: examples, and all settings. */
final class SettingsHelp {
    private SettingsHelp() {}

    static String[] footer() {
        var lines = new ArrayList<String>();
        lines.addAll(List.of("", "Examples:"));
        lines.addAll(RunCommand.EXAMPLES);
        lines.addAll(List.of(
                "",
                "Settings, of all commands. Defaults, then --config FILE, then the environment",
                "(query.port is FOOTFALL_QUERY_PORT), then the command line; the later one wins.",
                "KAFKA_... variables go to Kafka's clients (KAFKA_SECURITY_PROTOCOL is security.protocol).",
                ""));
        for (Setting setting : Setting.values()) {
            String unless = setting.defaultValue().isEmpty() ? "" : ", else " + setting.defaultValue();
            lines.add("  " + setting.key() + "  (" + setting.allowed() + unless + ")");
            lines.add("      " + setting.help());
        }
        return lines.stream().map(line -> line.replace("%", "%%")).toArray(String[]::new);
    }
}
