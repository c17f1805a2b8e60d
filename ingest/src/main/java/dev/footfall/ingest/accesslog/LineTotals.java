package dev.footfall.ingest.accesslog;

import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of lines, by outcome: each line has one.
 *
 * @param published lines that became events in the log; which of them count is decided there
 * @param notRouted readable lines that no route knows, or without a usable request
 * @param badNames readable lines that a route fits, but whose repository would have an impossible name
 * @param skipped readable lines about no download: comments, headers, other operations
 * @param rejectedByField lines that could not be read, by the field at fault ("line" and "json" stand for all of it)
 */
public record LineTotals(
        long published, long notRouted, long badNames, long skipped, long blank, Map<String, Long> rejectedByField) {
    public static final LineTotals NONE = new LineTotals(0, 0, 0, 0, 0, Map.of());

    public LineTotals {
        rejectedByField = Map.copyOf(rejectedByField);
    }

    public long lines() {
        return published + notRouted + badNames + skipped + blank + rejected();
    }

    public long rejected() {
        return rejectedByField.values().stream().mapToLong(Long::longValue).sum();
    }

    long unrouted() {
        return notRouted + badNames;
    }

    public boolean isNothingRouted() {
        return published == 0 && unrouted() > 0;
    }

    boolean isUnreadable() {
        return rejected() > 0 && rejected() == lines() - blank;
    }

    public LineTotals plus(LineTotals other) {
        var rejected = new TreeMap<>(rejectedByField);
        other.rejectedByField.forEach((field, lines) -> rejected.merge(field, lines, Long::sum));
        return new LineTotals(
                published + other.published,
                notRouted + other.notRouted,
                badNames + other.badNames,
                skipped + other.skipped,
                blank + other.blank,
                rejected);
    }
}
