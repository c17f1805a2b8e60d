package dev.footfall.logs.accesslog;

import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import java.time.Instant;
import java.util.Optional;

/** Keys that are waited for while Kafka is away. */
record RetryingKeys(VisitorKeys keys, Retries retries) implements VisitorKeys {
    @Override
    public VisitorSecret at(Instant time) {
        return retries.of(() -> keys.at(time));
    }

    @Override
    public Optional<String> country(String address) {
        return keys.country(address);
    }

    @Override
    public Optional<String> network(String address) {
        return keys.network(address);
    }
}
