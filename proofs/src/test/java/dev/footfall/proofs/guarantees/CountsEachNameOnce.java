package dev.footfall.proofs.guarantees;

import java.util.Optional;

/** Every repository and every user with a file is one of those that an answer numbers, and no other is. */
public final class CountsEachNameOnce {
    /** The difference from the expected number, in words; empty when there is none. */
    public Optional<String> check(NumberClaim claim) {
        if (claim.bounds().contains(claim.number())) return Optional.empty();
        String fault = claim.number() < claim.bounds().least() ? "lacks somebody" : "has one too many";
        return Optional.of(claim.about() + " " + fault + ": there are " + claim.number() + ", acknowledged before are "
                + claim.bounds().least() + ", sent are " + claim.bounds().most());
    }
}
