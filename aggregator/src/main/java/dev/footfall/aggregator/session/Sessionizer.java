package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.SlotRule;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;
import java.util.function.ToLongFunction;

/**
 * Decides if each event counts, and in which session. Uses only the event's own time and, for lateness, its log time; both
 * are in the log, so a replay decides the same. Not thread-safe.
 */
public final class Sessionizer {
    private final CountingRules rules;
    private final SessionStrategy strategy;
    private final long retentionMillis;
    private final CountedOutcome counted;

    public Sessionizer(CountingRules rules, HeadDetail told, ToLongFunction<Observation> names) {
        this.rules = rules;
        this.counted = new CountedOutcome(kinds(rules, told), names);
        this.strategy = strategy(rules);
        this.retentionMillis = rules.retention().toMillis();
    }

    private static SessionStrategy strategy(CountingRules rules) {
        SlotRule slots = rules.slots();
        if (slots.isEmpty()) return new GapSessions(Math.toIntExact(rules.gap().toMillis()));
        var clock = new SlotSessions(Math.toIntExact(slots.session().toMillis()));
        if (slots.doubleClick().isZero()) return clock;
        return new ClickSessions(clock, Math.toIntExact(slots.doubleClick().toMillis()));
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
        return strategy.decide(event, visitor, counted);
    }

    /** Adds an event to a visitor's sessions of its day, without asking if it counts; a double click is like any other. */
    public void add(Observation event, DaySessions sessions) {
        counted.of(event);
        strategy.add(UtcDay.millisOfDay(event), sessions, counted);
    }

    /**
     * The clicks that the last event made double clicks, itself included, taken out of the day's sessions. None where rules have
     * no double clicks. Called once the outcome of the event is rolled up; valid until the next event.
     */
    public List<DoubleClick> takeDoubleClicks(DayState day) {
        return strategy.takeDoubleClicks(day);
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
