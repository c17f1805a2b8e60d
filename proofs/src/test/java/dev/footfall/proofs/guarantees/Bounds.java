package dev.footfall.proofs.guarantees;

import dev.footfall.aggregator.session.DailyCounts;

/**
 * Between what an answer has to lie: it must count everything that was acknowledged before, and nothing that was not
 * sent. One event more changes downloads by one at most, up or down, so that of a number of files in between, downloads
 * are bounded from both ends.
 *
 * @param least the counts of the acknowledged events
 * @param most the counts of all events that were sent; never fewer files than {@code least}
 */
public record Bounds(DailyCounts least, DailyCounts most) {
    /** Nothing was sent. */
    public static final Bounds NOTHING = new Bounds(DailyCounts.ZERO, DailyCounts.ZERO);

    /** These bounds of both together. */
    public Bounds plus(Bounds other) {
        return new Bounds(least.plus(other.least), most.plus(other.most));
    }

    /** The number of events that may be counted or not. */
    public long open() {
        return most.files() - least.files();
    }

    /** The bounds of how many this is if it is one as soon as it has a file: a repository, a user. */
    public Ledger.Span ofOne() {
        return new Ledger.Span(Math.min(1, least.files()), Math.min(1, most.files()));
    }

    /** True if there is a part of the open events with which a number goes from {@code from} to {@code to} by it. */
    boolean allows(long number, long from, long to) {
        return Math.abs(number - from) + Math.abs(number - to) <= open();
    }
}
