package dev.footfall.logs.http;

import dev.footfall.logs.accesslog.Routes;
import dev.footfall.logs.linestopic.LinesTopicConfig;
import java.util.List;
import java.util.Optional;

/** {@code routes} come before the usual ones; {@code fastlyServices} are ids, "*" is any. */
public record LogFeedConfig(List<String> routes, List<String> fastlyServices, Optional<LinesTopicConfig> lines) {
    public LogFeedConfig {
        routes = List.copyOf(routes);
        fastlyServices = List.copyOf(fastlyServices);
        var unused = Routes.of(routes);
    }
}
