package dev.footfall.logs.http;

import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.TestIngest;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.client.ProxyTrust;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An ingest that takes logs. */
final class TestLogs {
    private TestLogs() {}

    static TestIngest ingest(String... keys) {
        return TestIngest.with(TestLogs::feed, keys);
    }

    static LogFeed feed(IngestWiring wiring) {
        return feed(new LogFeedConfig(RouteSettings.NONE, List.of(), ProxyTrust.UNSET, Optional.empty()), wiring);
    }

    static LogFeed feed(LogFeedConfig config, IngestWiring wiring) {
        var kafka = new PublisherConfig("127.0.0.1:1", Map.of());
        return new LogFeed(
                config,
                settings -> {
                    throw new IllegalStateException("there is no topic of lines");
                },
                wiring,
                kafka);
    }
}
