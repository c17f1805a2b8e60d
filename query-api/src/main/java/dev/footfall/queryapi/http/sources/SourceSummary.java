package dev.footfall.queryapi.http.sources;

import dev.footfall.aggregator.sourcehours.SourceDay;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The events of one source that arrived.
 *
 * @param lastHour the events of the last whole hour of the log
 * @param perHour the events of an hour, on average of the 28 days before that hour's end, or of those since the first event
 * @param withoutAgent the share of events without a User-Agent in the last 24 hours of these
 * @param withoutAgentBefore the same in all of these hours
 */
record SourceSummary(
        String source,
        Instant first,
        Instant last,
        long events,
        long lastHour,
        double perHour,
        double withoutAgent,
        double withoutAgentBefore) {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration MONTH = Duration.ofDays(28);

    /** Those of all sources, by name. */
    static List<SourceSummary> of(Collection<SourceDay> days, Instant until) {
        return days.stream()
                .collect(Collectors.groupingBy(SourceDay::source, TreeMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(own -> of(own, until))
                .toList();
    }

    private static SourceSummary of(List<SourceDay> own, Instant until) {
        Instant first = own.stream()
                .map(SourceDay::first)
                .min(Comparator.naturalOrder())
                .orElseThrow();
        Instant last =
                own.stream().map(SourceDay::last).max(Comparator.naturalOrder()).orElseThrow();
        SourceDay.Hour lately = sum(own, until.minus(DAY), until);
        SourceDay.Hour month = sum(own, until.minus(MONTH), until);
        Instant since = first.isAfter(until.minus(MONTH)) ? first : until.minus(MONTH);
        double hours =
                Math.max(1, Math.ceil((double) Duration.between(since, until).toMinutes() / HOUR.toMinutes()));
        return new SourceSummary(
                own.get(0).source(),
                first,
                last,
                own.stream().mapToLong(SourceDay::events).sum(),
                sum(own, until.minus(HOUR), until).events(),
                Math.round(month.events() / hours * 10) / 10.0,
                share(lately),
                share(month));
    }

    private static SourceDay.Hour sum(List<SourceDay> days, Instant from, Instant to) {
        long events = 0;
        long withoutAgent = 0;
        for (SourceDay day : days) {
            Instant midnight = day.date().atStartOfDay().toInstant(ZoneOffset.UTC);
            for (int i = 0; i < SourceDay.HOURS; i++) {
                Instant hour = midnight.plus(HOUR.multipliedBy(i));
                if (hour.isBefore(from) || !hour.isBefore(to)) continue;
                events += day.hours().get(i).events();
                withoutAgent += day.hours().get(i).withoutAgent();
            }
        }
        return new SourceDay.Hour(events, withoutAgent);
    }

    private static double share(SourceDay.Hour hours) {
        return hours.isEmpty() ? 0 : Math.round(10_000.0 * hours.withoutAgent() / hours.events()) / 10_000.0;
    }
}
