package dev.footfall.cli;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class EndpointOptions {
    @Mixin
    private Output output = new Output();

    @Mixin
    SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The API to query (default: " + "http://127.0.0.1:28080).")
    void endpoint(@Nullable String url) {
        options.name(Setting.ENDPOINT, url);
    }

    @Option(
            names = "--token",
            paramLabel = "JWT",
            description = "The bearer token to send. Other users of the machine cannot see it in FOOTFALL_TOKEN.")
    void token(@Nullable String token) {
        options.name(Setting.TOKEN, token);
    }

    String address() {
        return options.settings().text(Setting.ENDPOINT);
    }

    ApiClient client() {
        return client(ApiClient.Asker.ANYBODY);
    }

    ApiClient administrator() {
        return client(ApiClient.Asker.ADMINISTRATOR);
    }

    private ApiClient client(ApiClient.Asker asker) {
        Settings settings = options.settings();
        return new ApiClient(settings.text(Setting.ENDPOINT), settings.optional(Setting.TOKEN), asker, output::warn);
    }
}
