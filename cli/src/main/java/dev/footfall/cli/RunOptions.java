package dev.footfall.cli;

import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.standalone.DataDirectory;
import dev.footfall.standalone.RoomConfigs;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class RunOptions {
    @Mixin
    private SettingsOptions options = new SettingsOptions();

    @Option(names = "--demo", description = "Add 30 days of generated downloads, and links that sign in.")
    private boolean isDemo;

    @Option(names = "--data-dir", paramLabel = "DIR", description = "The directory for all data (default: ./data).")
    void dataDirectory(@Nullable String directory) {
        options.name(Setting.DATA_DIR, directory);
    }

    @Option(names = "--port", paramLabel = "PORT", description = "The port of the query API (default: 28080).")
    void port(@Nullable String port) {
        options.name(Setting.QUERY_PORT, port);
    }

    boolean isDemo() {
        return isDemo;
    }

    /** The settings; a new directory keeps what is counted there, and a demo has a secret where nothing says how callers are known. */
    Settings settings() {
        Settings given = options.ofKafka();
        var unused = ConfiguredExtras.all(given);
        AuthConfig auth =
                RoomConfigs.of(given).checkedToServe().checkedToIngest().auth();
        DataDirectory.chooseProjections(
                given.path(Setting.DATA_DIR), isDemo ? ProjectionNames.ALL : ProjectionNames.NEW_DIRECTORY);
        if (!isDemo || auth.jwtSecret().isPresent() || auth.jwksUrl().isPresent()) return given;
        options.name(Setting.AUTH_JWT_SECRET, DataDirectory.demoSecret(given.path(Setting.DATA_DIR)));
        return options.settings();
    }
}
