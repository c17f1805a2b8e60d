package dev.footfall.proofs.guarantees;

import dev.footfall.aggregator.counts.DailyCounts;

/**
 * Between what an answer has to lie: it must count everything that was acknowledged before, and nothing that was not
 * sent. One event more changes downloads by one at most, up or down, so that of a number of files in between, downloads
 * are bounded from both ends.
 *
 * @param least the counts of the acknowledged events
 * @param most the counts of all events that were sent; never fewer files than {@code least}
 * @param behind the number of acknowledged events that the answer says it does not count yet
 */
public record Bounds(DailyCounts least, DailyCounts most, long behind) {
    /** Nothing was sent. */
    public static final Bounds NOTHING = new Bounds(DailyCounts.ZERO, DailyCounts.ZERO);

    /** Those of an answer that counts everything. */
    public Bounds(DailyCounts least, DailyCounts most) {
        this(least, most, 0);
    }

    /** The same of an answer that is so many events behind. */
    Bounds behind(long events) {
        return new Bounds(least, most, events);
    }

    /** These bounds of both together, in one answer. */
    public Bounds plus(Bounds other) {
        return new Bounds(least.plus(other.least), most.plus(other.most), Math.max(behind, other.behind));
    }

    /** At least so many files are counted. */
    public long fewestFiles() {
        return Math.max(0, least.files() - behind);
    }

    /** At least so many bytes are counted. */
    long fewestBytes() {
        return behind == 0 ? least.bytes() : 0;
    }

    /** The greatest difference from the acknowledged downloads where that many files are counted. */
    long difference(long files) {
        return files - least.files() + 2 * behind;
    }

    /** The bounds of how many this is if it is one as soon as it has a file: a repository, a user. */
    public Ledger.Span ofOne() {
        return new Ledger.Span(Math.min(1, fewestFiles()), Math.min(1, most.files()));
    }

    /** True if there is a part of the open events with which a number goes from {@code from} to {@code to} by it. */
    boolean allows(long number, long from, long to) {
        return Math.abs(number - from) + Math.abs(number - to) <= difference(most.files());
    }
}
