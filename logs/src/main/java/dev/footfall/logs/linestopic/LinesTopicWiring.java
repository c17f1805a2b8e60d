package dev.footfall.logs.linestopic;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.logs.accesslog.DoubleFeeds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** None is closed here. */
public record LinesTopicWiring(
        EventPublisher publisher,
        DoubleFeeds feeds,
        VisitorSecret secret,
        VisitorKeys keys,
        MeterRegistry metrics,
        Clock clock) {}
