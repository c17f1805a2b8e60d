package dev.footfall.proofs.siege;

import dev.footfall.proofs.ProofProperties;
import java.time.Duration;
import java.util.List;

/**
 * A siege by the system properties {@code siege.*}.
 *
 * <ul>
 *   <li>{@code minutes} (10): its length
 *   <li>{@code requests}: malformed and mutated requests alone, so many of them, as 1M, and no other attack
 *   <li>{@code seed} (1): of attacks, requests, events and questions
 *   <li>{@code data-dir}: the place of its files; kept after a failure
 *   <li>{@code set.KEY}, {@code config}: settings of the product
 * </ul>
 */
final class AskedSiege {
    private AskedSiege() {}

    /**
     * The options that these properties describe.
     *
     * @throws IllegalArgumentException if they do not go together
     */
    static SiegeOptions options(ProofProperties given) {
        given.requireKnown(List.of("minutes", "requests", "seed", "data-dir"));
        if (given.has("minutes") && given.has("requests")) {
            throw new IllegalArgumentException("siege.minutes does not go with siege.requests");
        }
        SiegeOptions.Extent extent = given.has("requests")
                ? new SiegeOptions.Extent.Requests(given.number("requests", 0))
                : new SiegeOptions.Extent.Time(Duration.ofSeconds(Math.round(60 * given.decimal("minutes", 10))));
        return new SiegeOptions(
                extent, given.number("seed", 1), given.path("data-dir"), given.settings(), given.notes());
    }
}
