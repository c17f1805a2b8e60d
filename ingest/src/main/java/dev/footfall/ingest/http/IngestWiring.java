package dev.footfall.ingest.http;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.users.UserIds;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The parts that the ingest routes use; their owner closes them after the server.
 *
 * @param isReachable a probe of Kafka, may block for a second
 * @param secret key for values that are hashed and never published
 * @param users empty where events carry names
 */
public record IngestWiring(
        EventPublisher publisher,
        BooleanSupplier isReachable,
        VisitorSecret secret,
        VisitorKeys keys,
        RenameCheck renames,
        InstantSource clock,
        MeterRegistry metrics,
        Supplier<String> metricsText,
        Optional<UserIds> users) {}
