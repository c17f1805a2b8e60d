package dev.footfall.logs.http;

import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.linestopic.LinesTopicConfig;
import java.util.List;
import java.util.Optional;

/** {@code routes} come before the usual ones; {@code fastlyServices} are ids, "*" is any. */
public record LogFeedConfig(
        RouteSettings routes, List<String> fastlyServices, ProxyTrust proxies, Optional<LinesTopicConfig> lines) {
    public LogFeedConfig {
        fastlyServices = List.copyOf(fastlyServices);
    }
}
