package dev.footfall.proofs.guarantees;

import java.util.Optional;

/** Checks that every event that was acknowledged before an answer's as-of time is in the answer. */
public final class LosesNothing {
    /** The missing part of the claim, in words; empty when there is none. */
    public Optional<String> check(Claim claim) {
        Bounds bounds = claim.bounds();
        boolean isLost = claim.row()
                .map(row -> row.files() < bounds.fewestFiles() || row.bytes() < bounds.fewestBytes())
                .orElseGet(() -> isTooFew(claim.downloads(), bounds));
        return isLost ? Optional.of(claim.because("loses something")) : Optional.empty();
    }

    /** A late event can make two downloads one, so that fewer of them may be right as long as such may be under way. */
    private static boolean isTooFew(long downloads, Bounds bounds) {
        long least = bounds.least().downloads();
        return downloads < least
                && !bounds.allows(downloads, least, bounds.most().downloads());
    }
}
