package dev.footfall.standalone;

import dev.footfall.ingest.http.Feed;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.queryapi.http.Api;
import java.util.List;
import java.util.function.BiFunction;

/**
 * The parts of a process that the core knows nothing of.
 *
 * @param feeds each is made once for a process that ingests, with the Kafka that it writes to
 * @param apis in the order in which they are tried and described; the same on every node, which reads their questions
 */
public record Extras(List<BiFunction<IngestWiring, PublisherConfig, Feed>> feeds, List<Api> apis) {
    /** The core alone. */
    public static final Extras NONE = new Extras(List.of(), List.of());

    public Extras {
        feeds = List.copyOf(feeds);
        apis = List.copyOf(apis);
    }

    List<Feed> feeds(IngestWiring wiring, PublisherConfig kafka) {
        return feeds.stream().map(feed -> feed.apply(wiring, kafka)).toList();
    }
}
