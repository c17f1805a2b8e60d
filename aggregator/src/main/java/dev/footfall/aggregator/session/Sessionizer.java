package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.ToIntFunction;

/**
 * Decides what each event comes to. Only the event's own time and, for lateness alone, its log time count; both are in
 * the log, so that a replay decides the same. Not thread-safe.
 */
public final class Sessionizer {
    /** A UTC day. */
    public static final long MILLIS_PER_DAY = 86_400_000;

    private final CountingRules rules;
    private final int gapMillis;
    private final long retentionMillis;
    private final Outcome.Counted counted;

    /**
     * A sessionizer under these rules.
     *
     * @param told what a session has of its first file
     */
    public Sessionizer(CountingRules rules, HeadKind.Told told) {
        this.rules = rules;
        this.counted = new Outcome.Counted(kinds(rules, told));
        this.gapMillis = Math.toIntExact(rules.gap().toMillis());
        this.retentionMillis = rules.retention().toMillis();
    }

    private static ToIntFunction<Observation> kinds(CountingRules rules, HeadKind.Told told) {
        return switch (told) {
            case NOTHING -> event -> HeadKind.UNTOLD;
            case CLIENTS -> HeadKind::of;
            case CLASSES -> event -> HeadKind.of(event, rules.classOf(event));
        };
    }

    /**
     * The decision on one event, which the state of its day then holds. Valid until the next one.
     *
     * @param event the event
     * @param logTimeMillis when it entered the log
     * @param day the state of its repository, UTC day and visitor
     */
    public Outcome decide(Observation event, long logTimeMillis, DayState day) {
        Optional<ExclusionReason> reason = rules.exclude(event);
        if (reason.isPresent()) return new Outcome.Excluded(reason.get());

        OptionalLong opened = day.openedMillis();
        if (opened.isEmpty()) {
            day.open(logTimeMillis);
        } else if (day.isSealed() || logTimeMillis - opened.getAsLong() > retentionMillis) {
            return new Outcome.Excluded(ExclusionReason.LATE);
        }

        VisitorDay visitor = day.visitor();
        var seen = new SeenHashes(visitor.seen(), day.pages());
        if (!seen.add(event.fingerprint())) return new Outcome.Excluded(ExclusionReason.DUPLICATE);

        counted.of(event);
        visitor.sessions().add((int) (event.timeMillis() % MILLIS_PER_DAY), gapMillis, counted);
        day.changed();
        return counted;
    }

    /** The UTC day of an event, in days since 1970. */
    public static int epochDay(Observation event) {
        return (int) (event.timeMillis() / MILLIS_PER_DAY);
    }
}
