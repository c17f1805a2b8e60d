package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.ExclusionReason;
import java.util.Optional;
import java.util.OptionalLong;

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
    private final boolean tellsClients;
    private final Outcome.Counted counted = new Outcome.Counted();

    /**
     * A sessionizer under these rules.
     *
     * @param tellsClients whether a session has the client and the way of its first file
     */
    public Sessionizer(CountingRules rules, boolean tellsClients) {
        this.rules = rules;
        this.tellsClients = tellsClients;
        this.gapMillis = Math.toIntExact(rules.gap().toMillis());
        this.retentionMillis = rules.retention().toMillis();
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
        } else if (logTimeMillis - opened.getAsLong() > retentionMillis) {
            return new Outcome.Excluded(ExclusionReason.LATE);
        }

        VisitorDay visitor = day.visitor();
        var seen = new SeenHashes(visitor.seen(), day.pages());
        if (!seen.add(event.fingerprint())) return new Outcome.Excluded(ExclusionReason.DUPLICATE);

        if (tellsClients) counted.of(event);
        visitor.sessions().add((int) (event.timeMillis() % MILLIS_PER_DAY), gapMillis, counted);
        day.changed();
        return counted;
    }

    /** The UTC day of an event, in days since 1970. */
    public static int epochDay(Observation event) {
        return (int) (event.timeMillis() / MILLIS_PER_DAY);
    }
}
