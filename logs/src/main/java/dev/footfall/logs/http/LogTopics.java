package dev.footfall.logs.http;

import dev.footfall.events.SourceTrust;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.SharedLog;
import dev.footfall.logs.client.TrustRegistry;
import dev.footfall.logs.linestopic.LinesTopic;

/** The topics of logs. {@code consumers} and {@code kafka} are asked only if there is a topic of lines, {@code trusts} at the first list of proxies. */
public record LogTopics(
        LinesTopic.Consumers consumers, PublisherConfig kafka, SharedLog<TrustRegistry, SourceTrust> trusts) {}
