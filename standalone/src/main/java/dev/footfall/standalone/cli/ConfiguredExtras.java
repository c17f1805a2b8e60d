package dev.footfall.standalone.cli;

import dev.footfall.aggregator.topology.BoundedFetches;
import dev.footfall.ingest.http.LogFeed;
import dev.footfall.ingest.http.LogFeedConfig;
import dev.footfall.standalone.Extras;
import dev.footfall.standalone.settings.Settings;
import java.util.List;

/** What the product has beside its core. Fails if a setting of it cannot be used: before anything starts. */
public final class ConfiguredExtras {
    private ConfiguredExtras() {}

    public static Extras all(Settings settings) {
        return ofIngest(settings);
    }

    public static Extras ofIngest(Settings settings) {
        LogFeedConfig logs = ConfiguredLogs.feed(settings);
        return new Extras(
                List.of((wiring, kafka) -> new LogFeed(logs, BoundedFetches::consumer, wiring, kafka)));
    }
}
