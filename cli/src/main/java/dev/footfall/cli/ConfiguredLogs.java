package dev.footfall.cli;

import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.http.LogFeedConfig;
import dev.footfall.logs.linestopic.LinesTopicConfig;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The settings of logs. Each fails if it cannot be used, with a message that names it. */
final class ConfiguredLogs {
    private ConfiguredLogs() {}

    static LogFeedConfig feed(Settings settings) {
        List<String> services = settings.list(Setting.INGEST_FASTLY_SERVICES, ",");
        return new LogFeedConfig(routes(settings), services, proxies(settings), lines(settings));
    }

    private static Optional<LinesTopicConfig> lines(Settings settings) {
        RouteSettings routes = routes(settings);
        return settings.optional(Setting.INGEST_LINES_TOPIC)
                .map(topic -> named(
                        Setting.INGEST_LINES_FORMAT,
                        () -> new LinesTopicConfig(
                                topic,
                                settings.text(Setting.INGEST_LINES_FORMAT),
                                settings.optional(Setting.INGEST_LINES_SOURCE).orElse(topic),
                                settings.optional(Setting.INGEST_LINES_FIELD),
                                routes)));
    }

    static ProxyTrust proxies(Settings settings) {
        List<String> named = settings.list(Setting.INGEST_TRUSTED_PROXIES, ",");
        return named(Setting.INGEST_TRUSTED_PROXIES, () -> ProxyTrust.of(named));
    }

    static RouteSettings routes(Settings settings) {
        List<String> templates = settings.list(Setting.ROUTES, "\\s+");
        RouteSettings routes = named(Setting.ROUTES, () -> RouteSettings.of(templates));
        return named(
                Setting.ROUTES_NAMESPACE,
                () -> new RouteSettings(
                        routes.templates(),
                        settings.optional(Setting.ROUTES_NAMESPACE).orElse("")));
    }

    static <T> T named(Setting setting, Supplier<T> read) {
        try {
            return read.get();
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting.key() + ": " + e.getMessage(), e);
        }
    }
}
