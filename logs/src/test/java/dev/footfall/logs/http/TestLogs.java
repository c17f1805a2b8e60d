package dev.footfall.logs.http;

import dev.footfall.events.SourceTrust;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.TestIngest;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.client.TrustRegistry;
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
        return feed(config, wiring, new InMemorySharedLog<>(TrustRegistry.TOPIC, wiring.clock()));
    }

    /** With a log of trusted proxies that other ingests share. */
    static LogFeed feed(LogFeedConfig config, IngestWiring wiring, SharedLog<TrustRegistry, SourceTrust> trusts) {
        var kafka = new PublisherConfig("127.0.0.1:1", Map.of());
        var topics = new LogTopics(
                settings -> {
                    throw new IllegalStateException("there is no topic of lines");
                },
                kafka,
                trusts);
        return new LogFeed(config, wiring, topics);
    }
}
