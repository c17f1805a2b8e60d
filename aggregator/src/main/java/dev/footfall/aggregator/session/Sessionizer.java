package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decides if each event counts, and in which session. Uses only the event's own time and, for lateness, its log time; both
 * are in the log, so a replay decides the same. Not thread-safe.
 */
public final class Sessionizer {
    private final CountingRules rules;
    private final int gapMillis;
    private final int slotMillis;
    private final int doubleClickMillis;
    private final long retentionMillis;
    private final CountedOutcome counted;

    /** The outcome for a click that counted until the last event. */
    private final CountedOutcome replaced = new CountedOutcome();

    public Sessionizer(CountingRules rules, HeadDetail told, ToLongFunction<Observation> names) {
        this.rules = rules;
        this.counted = new CountedOutcome(kinds(rules, told), names);
        this.gapMillis = Math.toIntExact(rules.gap().toMillis());
        this.slotMillis = Math.toIntExact(rules.slots().session().toMillis());
        this.doubleClickMillis = Math.toIntExact(rules.slots().doubleClick().toMillis());
        this.retentionMillis = rules.retention().toMillis();
    }

    private static ToIntFunction<Observation> kinds(CountingRules rules, HeadDetail told) {
        return switch (told) {
            case NOTHING -> event -> HeadKind.UNTOLD;
            case CLIENTS -> HeadKind::of;
            case CLASSES -> event -> HeadKind.of(event, rules.classOf(event));
        };
    }

    /** The decision on one event, which the state of its day then holds. Valid until the next one. */
    public Outcome decide(Observation event, long logTimeMillis, DayState day) {
        replaced.takenBack().clear();
        Optional<ExclusionReason> reason = rules.exclude(event);
        if (reason.isPresent()) return new Outcome.Excluded(reason.get());

        OptionalLong opened = day.openedMillis();
        if (opened.isEmpty()) {
            day.open(logTimeMillis);
        } else if (day.isSealed() || logTimeMillis - opened.getAsLong() > retentionMillis) {
            return new Outcome.Excluded(ExclusionReason.LATE);
        }

        VisitorDayState visitor = day.visitor();
        var seen = new SeenHashes(visitor.seen(), day.pages());
        if (!seen.add(event.fingerprint())) return new Outcome.Excluded(ExclusionReason.DUPLICATE);
        day.changed();

        counted.of(event);
        int millisOfDay = UtcDay.millisOfDay(event);
        if (doubleClickMillis > 0 && isDoubleClick(event, millisOfDay, visitor)) return counted;
        add(millisOfDay, visitor.sessions());
        return counted;
    }

    /** Adds an event to a visitor's sessions of its day, without asking if it counts; a double click is like any other. */
    public void add(Observation event, DaySessions sessions) {
        counted.of(event);
        add(UtcDay.millisOfDay(event), sessions);
    }

    private void add(int millisOfDay, DaySessions sessions) {
        if (slotMillis > 0) sessions.addToSlot(millisOfDay - millisOfDay % slotMillis, millisOfDay, counted);
        else sessions.add(millisOfDay, gapMillis, counted);
    }

    private boolean isDoubleClick(Observation event, int millisOfDay, VisitorDayState visitor) {
        visitor.clicks().add(event.fileHash(), millisOfDay, doubleClickMillis, counted, replaced.takenBack());
        if (counted.gained().isPresent()) return false;
        counted.doubleClick();
        counted.clear();
        counted.in(0, visitor.sessions());
        return true;
    }

    /** Takes back the click that the last event replaced, after that event was rolled up; null if it replaced none. */
    public @Nullable CountedOutcome takeBack(DayState day) {
        if (!replaced.takenBack().isPresent()) return null;
        VisitorDayState visitor = day.visitor();
        visitor.clicks().settle(visitor.sessions(), slotMillis, replaced);
        return replaced;
    }

    /**
     * The events of one visitor-day that were counted, as 64-bit hashes in a tree of pages: a full page gives its hashes
     * to 16 pages below it, by their next four bits. A visitor of any number of files reads and writes one small page per
     * event, and hashes that were made to share their first bits cost only depth. Not thread-safe.
     */
    record SeenHashes(HashPage root, HashPages below) {
        /** The most hashes that the first page holds: it is written with those of other visitors. */
        static final int FIRST_CAPACITY = 64;

        private static final int BITS_PER_LEVEL = 4;

        boolean add(long hash) {
            HashPage page = root;
            int level = 0;
            while (page.isSplit() || page.size() == capacity(level)) {
                if (!page.isSplit()) {
                    if (page.contains(hash)) return false;
                    push(page, level);
                }
                level++;
                page = below.page(level, prefix(hash, level));
            }
            boolean isNew = page.add(hash);
            if (isNew && level > 0) below.changed(level, prefix(hash, level));
            return isNew;
        }

        private static int capacity(int level) {
            return level == 0 ? FIRST_CAPACITY : HashPage.CAPACITY;
        }

        private void push(HashPage full, int level) {
            long[] hashes = full.split();
            for (long hash : hashes) {
                below.page(level + 1, prefix(hash, level + 1)).add(hash);
                below.changed(level + 1, prefix(hash, level + 1));
            }
            if (level > 0) below.changed(level, prefix(hashes[0], level));
        }

        /** The bits by which a page of that level is found: four for each level, first bits first. */
        private static long prefix(long hash, int level) {
            return hash >>> (Long.SIZE - BITS_PER_LEVEL * level);
        }
    }
}
