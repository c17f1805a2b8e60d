package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.Observation;

final class RunningSourceDay {
    private static final int MILLIS_PER_HOUR = 3_600_000;

    private final long[] events = new long[SourceDay.HOURS];
    private final long[] withoutAgent = new long[SourceDay.HOURS];
    private final long sealedEnd;
    private int firstMillis = (int) UtcDay.MILLIS;
    private int lastMillis;

    /** A day without events; its sealed record has those before the offset. */
    RunningSourceDay(long sealedEnd) {
        this.sealedEnd = sealedEnd;
    }

    /** Adds an event of the day. On the way of every event: no allocation. */
    void add(Observation event) {
        int millis = UtcDay.millisOfDay(event);
        int hour = millis / MILLIS_PER_HOUR;
        events[hour]++;
        if (!event.hasUserAgent()) withoutAgent[hour]++;
        span(millis, millis);
    }

    void add(int hour, SourceHour counted) {
        events[hour] += counted.events();
        withoutAgent[hour] += counted.withoutAgent();
    }

    /** Notes events at these times, milliseconds since midnight. */
    void span(int earliestMillis, int latestMillis) {
        firstMillis = Math.min(firstMillis, earliestMillis);
        lastMillis = Math.max(lastMillis, latestMillis);
    }

    SourceHour hour(int hour) {
        return events[hour] == 0 ? SourceHour.EMPTY : new SourceHour(events[hour], withoutAgent[hour]);
    }

    int firstMillis() {
        return firstMillis;
    }

    int lastMillis() {
        return lastMillis;
    }

    /** The offset in the log up to which all events of the day are in it. */
    long sealedEnd() {
        return sealedEnd;
    }
}
