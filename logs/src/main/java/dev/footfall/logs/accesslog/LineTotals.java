package dev.footfall.logs.accesslog;

import java.util.Map;
import java.util.TreeMap;

/**
 * Each line has one outcome. {@code notRouted}: no route, or no usable request; {@code badNames}: a route gives an
 * impossible name; {@code skipped}: about no download; {@code rejectedByField}: "line" and "json" stand for all of it.
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

    public Map<String, Long> byOutcome() {
        return Map.of(
                "accepted", published,
                "not-routed", notRouted,
                "bad-name", badNames,
                "skipped", skipped,
                "blank", blank,
                "unreadable", rejected());
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
