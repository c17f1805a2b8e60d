package dev.footfall.ingest;

import dev.footfall.events.AddressHash;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.redaction.Redaction;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The keys under which addresses become visitors and log lines become ids. Safe for many threads. */
public interface VisitorKeys extends AddressHash, AutoCloseable {
    /** May wait for Kafka. */
    VisitorSecret at(Instant time);

    @Override
    default VisitorId visitor(String address, @Nullable String userAgent, Instant time) {
        return at(time).visitor(address, userAgent);
    }

    @Override
    default String withoutAddress(String text, String address) {
        return Redaction.withoutClient(text, address);
    }

    @Override
    default void close() {}
}
