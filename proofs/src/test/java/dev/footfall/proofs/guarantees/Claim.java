package dev.footfall.proofs.guarantees;

import dev.footfall.aggregator.counts.DailyCounts;
import java.util.Optional;

/**
 * The numbers of one repository in an answer.
 *
 * @param about the place of the claim, in words
 * @param downloads the number of downloads
 * @param row all numbers; empty where the answer gives the downloads alone
 * @param bounds between what they have to lie
 */
public record Claim(String about, long downloads, Optional<DailyCounts> row, Bounds bounds) {
    /** One of a row with all its numbers. */
    public static Claim ofRow(String about, DailyCounts row, Bounds bounds) {
        return new Claim(about, row.downloads(), Optional.of(row), bounds);
    }

    /** One of downloads alone. */
    public static Claim ofDownloads(String about, long downloads, Bounds bounds) {
        return new Claim(about, downloads, Optional.empty(), bounds);
    }

    String because(String what) {
        Object said = row.<Object>map(counts -> counts).orElse(downloads + " downloads");
        return about + " " + what + ": says " + said + ", acknowledged before are " + bounds.least() + ", sent are "
                + bounds.most();
    }
}
