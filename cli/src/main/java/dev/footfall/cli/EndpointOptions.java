package dev.footfall.cli;

import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

final class EndpointOptions {
    /** The port of a server that takes any free one: nobody else knows which. */
    private static final int ANY_PORT = 0;

    /** Addresses on which a server listens but which nobody can ask, and one that reaches it. */
    private static final Map<String, String> EVERY_ADDRESS = Map.of("0.0.0.0", "127.0.0.1", "::", "::1", "[::]", "::1");

    @Mixin
    private Output output = new Output();

    @Mixin
    SettingsOptions options = new SettingsOptions();

    @Option(
            names = "--endpoint",
            paramLabel = "URL",
            description = "The API to query (default: where query.host and query.port of the settings say, "
                    + "http://127.0.0.1:28080).")
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
        return address(options.settings());
    }

    /** The setting {@code endpoint}; without it the API of this machine whose address and port the settings have. */
    static String address(Settings settings) {
        if (settings.isGiven(Setting.ENDPOINT)) return settings.text(Setting.ENDPOINT);
        int port = settings.number(Setting.QUERY_PORT);
        boolean isMoved = settings.isGiven(Setting.QUERY_PORT) || settings.isGiven(Setting.QUERY_HOST);
        if (!isMoved || port == ANY_PORT) return settings.text(Setting.ENDPOINT);
        String host = settings.text(Setting.QUERY_HOST);
        String reached = EVERY_ADDRESS.getOrDefault(host, host);
        boolean isBare = reached.contains(":") && !reached.startsWith("["); // an address of IPv6
        return "http://" + (isBare ? "[" + reached + "]" : reached) + ":" + port;
    }

    ApiClient client() {
        return client(ApiClient.Asker.ANYBODY);
    }

    ApiClient administrator() {
        return client(ApiClient.Asker.ADMINISTRATOR);
    }

    private ApiClient client(ApiClient.Asker asker) {
        Settings settings = options.settings();
        return new ApiClient(address(settings), settings.optional(Setting.TOKEN), asker, output::warn);
    }
}
