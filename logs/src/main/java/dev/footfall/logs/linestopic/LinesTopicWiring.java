package dev.footfall.logs.linestopic;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.logs.accesslog.ClientWatch;
import dev.footfall.logs.accesslog.DoubleFeeds;
import dev.footfall.logs.client.DayTrust;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** None is closed here. */
public record LinesTopicWiring(
        EventPublisher publisher,
        DoubleFeeds feeds,
        ClientWatch watch,
        VisitorSecret secret,
        VisitorKeys keys,
        DayTrust proxies,
        MeterRegistry metrics,
        Clock clock) {}
