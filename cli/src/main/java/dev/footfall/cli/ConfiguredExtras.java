package dev.footfall.cli;

import dev.footfall.aggregator.topology.BoundedFetches;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.logs.client.TrustRegistry;
import dev.footfall.logs.http.LogFeed;
import dev.footfall.logs.http.LogFeedConfig;
import dev.footfall.logs.http.LogTopics;
import dev.footfall.standalone.Extras;
import dev.footfall.standalone.settings.Settings;
import java.util.List;

/** The product's extras by the settings. Each fails if a setting cannot be used: before anything starts. */
public final class ConfiguredExtras {
    private ConfiguredExtras() {}

    public static Extras all(Settings settings) {
        return new Extras(ofIngest(settings).feeds(), ConfiguredApis.of(settings));
    }

    public static Extras ofQuery(Settings settings) {
        return new Extras(List.of(), ConfiguredApis.of(settings));
    }

    public static Extras ofIngest(Settings settings) {
        LogFeedConfig logs = ConfiguredLogs.feed(settings);
        return new Extras(List.of((wiring, kafka) -> new LogFeed(logs, wiring, topics(kafka))), List.of());
    }

    private static LogTopics topics(PublisherConfig kafka) {
        return new LogTopics(BoundedFetches::consumer, kafka, new KafkaSharedLog<>(kafka, TrustRegistry.TOPIC));
    }
}
