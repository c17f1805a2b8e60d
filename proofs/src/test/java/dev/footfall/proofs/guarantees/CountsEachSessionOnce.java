package dev.footfall.proofs.guarantees;

import dev.footfall.aggregator.counts.DailyCounts;
import java.util.Optional;

/** Each visit is one download, each request one file, however often it was sent and whoever counted it. */
public final class CountsEachSessionOnce {
    /** The difference from the expected count, in words; empty when there is none. */
    public Optional<String> check(Claim claim) {
        Bounds bounds = claim.bounds();
        Optional<String> fault =
                claim.row().isPresent() ? fault(claim.row().get(), bounds) : fault(claim.downloads(), bounds);
        return fault.map(claim::because);
    }

    private static Optional<String> fault(long downloads, Bounds bounds) {
        long least = bounds.least().downloads();
        boolean isRight = downloads < least
                || bounds.allows(downloads, least, bounds.most().downloads());
        return isRight ? Optional.empty() : Optional.of("counts downloads that are none");
    }

    private static Optional<String> fault(DailyCounts row, Bounds bounds) {
        DailyCounts least = bounds.least();
        DailyCounts most = bounds.most();
        long more = bounds.difference(row.files());
        long fewer = most.files() - row.files();
        if (fewer < 0 || row.bytes() > most.bytes()) return Optional.of("counts files that were not sent");
        if (row.downloads() > row.files()) return Optional.of("has more downloads than files");
        if (row.files() < bounds.fewestFiles()) return Optional.empty(); // lost, not doubled
        boolean isRight = isWithin(row.downloads(), least.downloads(), more)
                && isWithin(row.downloads(), most.downloads(), fewer)
                && isWithin(row.authenticated(), least.authenticated(), more)
                && isWithin(row.authenticated(), most.authenticated(), fewer)
                && isWithin(row.anonymous(), least.anonymous(), more)
                && isWithin(row.anonymous(), most.anonymous(), fewer)
                && (more > 0 || row.bytes() == least.bytes())
                && (fewer > 0 || row.bytes() == most.bytes());
        return isRight ? Optional.empty() : Optional.of("counts sessions that are none, or not those that are");
    }

    /** One event changes a number of sessions by one at most. */
    private static boolean isWithin(long number, long from, long events) {
        return Math.abs(number - from) <= events;
    }
}
