package dev.footfall.proofs.guarantees;

import dev.footfall.aggregator.counts.DailyCounts;
import java.util.Optional;

/** Every file that was acknowledged in time is in the answer, and none that was not sent: each once, where it belongs. */
public final class CountsEachFileOnce {
    /** The difference from the expected files, in words; empty when there is none. */
    public Optional<String> check(FilesClaim claim) {
        return fault(claim)
                .map(fault -> claim.about() + " " + fault + ": has " + claim.files() + " files, "
                        + claim.bytes() + " bytes; acknowledged before are "
                        + claim.bounds().least() + ", sent are "
                        + claim.bounds().most());
    }

    private static Optional<String> fault(FilesClaim claim) {
        Bounds bounds = claim.bounds();
        DailyCounts most = bounds.most();
        long bytes = claim.bytes().orElse(bounds.fewestBytes());
        if (claim.files() < bounds.fewestFiles() || bytes < bounds.fewestBytes()) return Optional.of("loses something");
        if (claim.files() > most.files() || bytes > most.bytes()) return Optional.of("counts files that were not sent");
        return Optional.empty();
    }
}
