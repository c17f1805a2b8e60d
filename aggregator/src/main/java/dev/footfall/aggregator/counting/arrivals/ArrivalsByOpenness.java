package dev.footfall.aggregator.counting.arrivals;

import static java.util.Objects.requireNonNull;

import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.events.Observation;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/** The last hour of one partition's log, distinguished by who may know of it. Written by the thread that counts, read by any. */
public final class ArrivalsByOpenness {
    private final Map<Openness, Arrivals> arrivals = new EnumMap<>(Openness.class);

    /** Every record from this log time on is going to be counted here. */
    public ArrivalsByOpenness(long sinceMillis) {
        for (Openness openness : Openness.values()) arrivals.put(openness, new Arrivals(sinceMillis));
    }

    public void count(Openness openness, Observation event, Outcome outcome, long logTimeMillis) {
        of(openness).count(event, outcome, logTimeMillis);
    }

    public void count(Openness openness, Observation event, DoubleClick click, long logTimeMillis) {
        of(openness).count(event, click, logTimeMillis);
    }

    public void reject(long logTimeMillis) {
        of(Openness.OPEN).reject(logTimeMillis);
    }

    public void flush() {
        arrivals.values().forEach(Arrivals::flush);
    }

    /** {@code fromMillis}: of its minute all is in the sums. */
    public LastHour since(long fromMillis, long stepsFromMillis, Set<Openness> seen) {
        return seen.stream()
                .map(openness -> of(openness).since(fromMillis, stepsFromMillis))
                .reduce(LastHour::plus)
                .orElseThrow();
    }

    private Arrivals of(Openness openness) {
        return requireNonNull(arrivals.get(openness));
    }
}
