package dev.footfall.standalone.cli;

import dev.footfall.aggregator.counting.Projections;
import dev.footfall.queryapi.auth.AuthConfig;
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

    /** The settings; the demo counts everything, and has a secret of its own, where nothing else is set. */
    Settings settings() {
        Settings given = options.settings();
        if (!isDemo) return given;
        boolean hasRules = given.isGiven(Setting.PROJECTIONS) || given.isGiven(Setting.RULES_FILE);
        if (!hasRules) options.name(Setting.PROJECTIONS, Projections.ALL.names());
        AuthConfig auth = RoomConfigs.of(given).auth();
        boolean isAuthSet = auth.jwtSecret().isPresent() || auth.jwksUrl().isPresent();
        if (!isAuthSet) {
            options.name(Setting.AUTH_JWT_SECRET, DataDirectory.demoSecret(given.path(Setting.DATA_DIR)));
        }
        return options.settings();
    }
}
