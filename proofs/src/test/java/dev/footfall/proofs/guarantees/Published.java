package dev.footfall.proofs.guarantees;

import dev.footfall.rules.ExclusionReason;
import java.util.Optional;

/**
 * One file request, as who publishes it knows it. The same one published again is equal to it.
 *
 * @param id tells it from every other
 * @param repository number of the repository
 * @param visitor the index of the visitor, less than 2^31
 * @param excludedAs the reason why it does not count, whatever else happens; empty for one that counts
 * @param timeMillis when it happened, milliseconds since 1970
 * @param bytes body bytes sent
 */
public record Published(
        long id, int repository, Visitor visitor, Optional<ExclusionReason> excludedAs, long timeMillis, long bytes) {
    private static final long MILLIS_PER_DAY = 86_400_000;

    /**
     * The visitor of an event.
     *
     * @param number less than 2^31
     * @param isSignedIn whether as a user
     */
    public record Visitor(int number, boolean isSignedIn) {}

    /** The UTC day, in days since 1970. */
    public int epochDay() {
        return (int) (timeMillis / MILLIS_PER_DAY);
    }

    int millisOfDay() {
        return (int) (timeMillis % MILLIS_PER_DAY);
    }
}
