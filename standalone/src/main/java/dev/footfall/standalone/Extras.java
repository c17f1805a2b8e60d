package dev.footfall.standalone;

import dev.footfall.ingest.http.Feed;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.publish.PublisherConfig;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a process has beside the core, which knows none of it.
 *
 * @param feeds each is made once for a process that ingests, with the Kafka that it writes to
 */
public record Extras(List<BiFunction<IngestServer.Wiring, PublisherConfig, Feed>> feeds) {
    /** The core alone. */
    public static final Extras NONE = new Extras(List.of());

    public Extras {
        feeds = List.copyOf(feeds);
    }

    List<Feed> feeds(IngestServer.Wiring wiring, PublisherConfig kafka) {
        return feeds.stream().map(feed -> feed.apply(wiring, kafka)).toList();
    }
}
