package dev.footfall.proofs.guarantees;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.function.Predicate;

/** The events that were published of one repository's UTC day. Safe for any number of threads. */
final class DayLedger {
    private static final long NEVER = Long.MAX_VALUE;
    private static final int MILLIS_BITS = 27;
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private final Map<Long, Entry> entries = new HashMap<>();
    private int pending;
    private long lastAckMillis;
    private final Map<Duration, DailyCounts> settledByGap = new HashMap<>();

    private static final class Entry {
        final Published event;
        final long sentMillis;
        long ackMillis = NEVER;
        int sends;
        int acks;

        Entry(Published event, long sentMillis) {
            this.event = event;
            this.sentMillis = sentMillis;
        }

        boolean counts() {
            return event.excludedAs().isEmpty();
        }
    }

    synchronized void sending(Published event, long nowMillis) {
        Entry entry = entries.get(event.id());
        if (entry == null) {
            entry = new Entry(event, nowMillis);
            entries.put(event.id(), entry);
            pending++;
            settledByGap.clear();
        }
        entry.sends++;
    }

    synchronized void acknowledged(Published event, long nowMillis) {
        Entry entry = entries.get(event.id());
        if (entry == null) throw new IllegalStateException("acknowledged, but not sent: " + event);
        entry.acks++;
        if (entry.ackMillis != NEVER) return;
        entry.ackMillis = nowMillis;
        lastAckMillis = Math.max(lastAckMillis, nowMillis);
        pending--;
    }

    synchronized long takeBack(Map<Long, Integer> records) {
        long lost = 0;
        for (Iterator<Entry> all = entries.values().iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            int there = records.getOrDefault(entry.event.id(), 0);
            entry.sends = Math.max(entry.sends, there);
            if (entry.acks <= there) continue;
            lost += entry.acks - there;
            entry.acks = there;
            if (there == 0) all.remove();
        }
        if (lost > 0) settledByGap.clear();
        return lost;
    }

    synchronized int pending() {
        return pending;
    }

    synchronized long countedBefore(long millis) {
        return entries.values().stream()
                .filter(entry -> entry.counts() && entry.ackMillis < millis)
                .count();
    }

    synchronized Bounds bounds(Ledger.Moments moments) {
        Duration gap = moments.gap();
        if (pending == 0 && lastAckMillis < moments.ackedBeforeMillis()) {
            DailyCounts settled = settledByGap.computeIfAbsent(gap, any -> counts(entry -> true, any));
            return new Bounds(settled, settled);
        }
        Predicate<Entry> isAcked = entry -> entry.ackMillis < moments.ackedBeforeMillis();
        Predicate<Entry> isSent = entry -> entry.sentMillis <= moments.sentUntilMillis();
        return new Bounds(counts(isAcked, gap), counts(isAcked.or(isSent), gap));
    }

    /** The bounds of one hour; sessions may have begun before it. */
    synchronized Bounds hour(int hour, Ledger.Moments moments) {
        Predicate<Entry> isInHour = entry -> entry.event.millisOfDay() / MILLIS_PER_HOUR == hour;
        Predicate<Entry> isAcked = entry -> entry.ackMillis < moments.ackedBeforeMillis();
        Predicate<Entry> isSent = entry -> entry.sentMillis <= moments.sentUntilMillis();
        return new Bounds(
                counts(isInHour.and(isAcked), moments.gap()), counts(isInHour.and(isAcked.or(isSent)), moments.gap()));
    }

    /** The sessions, counted the slow way: all events by visitor and time, and a pause longer than the gap ends one. */
    private DailyCounts counts(Predicate<Entry> which, Duration gap) {
        long[] keys = new long[entries.size()];
        int files = 0;
        long bytes = 0;
        for (Entry entry : entries.values()) {
            if (!entry.counts() || !which.test(entry)) continue;
            Published event = entry.event;
            long visitor = 2L * event.visitor().number() + (event.visitor().isSignedIn() ? 1 : 0);
            keys[files++] = visitor << MILLIS_BITS | event.millisOfDay();
            bytes += event.bytes();
        }
        Arrays.sort(keys, 0, files);
        long downloads = 0;
        long authenticated = 0;
        for (int i = 0; i < files; i++) {
            boolean isSame = i > 0 && keys[i] >>> MILLIS_BITS == keys[i - 1] >>> MILLIS_BITS;
            if (isSame && keys[i] - keys[i - 1] <= gap.toMillis()) continue;
            downloads++;
            if ((keys[i] >>> MILLIS_BITS & 1) == 1) authenticated++;
        }
        return new DailyCounts(downloads, authenticated, files, bytes);
    }

    /** The bounds of each reason's count: an event that was sent again is there as often as it arrived. */
    synchronized Map<ExclusionReason, Ledger.Span> exclusions() {
        Map<ExclusionReason, Ledger.Span> spans = new EnumMap<>(ExclusionReason.class);
        for (Entry entry : entries.values()) {
            ExclusionReason reason = entry.event.excludedAs().orElse(ExclusionReason.DUPLICATE);
            int first = entry.counts() ? 1 : 0;
            var span = new Ledger.Span(Math.max(0, entry.acks - first), entry.sends - first);
            spans.merge(reason, span, Ledger.Span::plus);
        }
        return spans;
    }
}
