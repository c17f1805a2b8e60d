package dev.footfall.events;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

public interface AddressHash {
    /** Throws {@code IllegalArgumentException} if it is no IP literal or host name; that must not repeat it. */
    VisitorId visitor(String address, @Nullable String userAgent, Instant time);

    /** The {@link CountryCode} of this address; empty if it is unknown. */
    default Optional<String> country(String address) {
        return Optional.empty();
    }

    /** The published network of this address, by the {@link NetworkName} of an operator's list; empty if it is in none. */
    default Optional<String> network(String address) {
        return Optional.empty();
    }

    /** The text with "-" in place of this address, however it is spelled there; never longer. */
    String withoutAddress(String text, String address);
}
