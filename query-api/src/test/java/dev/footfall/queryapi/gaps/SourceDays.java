package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Days of a source with the same number of events in each hour, but for those in which it was silent. */
public final class SourceDays {
    private SourceDays() {}

    /** The days of [{@code from}, {@code to}] that have events. */
    public static List<SourceDay> regular(
            String source, LocalDate from, LocalDate to, int events, Predicate<Instant> isSilent) {
        List<SourceDay> days = new ArrayList<>();
        from.datesUntil(to.plusDays(1)).forEach(date -> {
            List<Instant> hours = IntStream.range(0, 24)
                    .mapToObj(hour -> date.atTime(hour, 0).toInstant(ZoneOffset.UTC))
                    .toList();
            List<Instant> heard = hours.stream().filter(isSilent.negate()).toList();
            if (heard.isEmpty()) return;
            List<SourceHour> counts = hours.stream()
                    .map(hour -> heard.contains(hour) ? new SourceHour(events, 1) : SourceHour.EMPTY)
                    .toList();
            Instant last = heard.get(heard.size() - 1).plusSeconds(59 * 60);
            days.add(new SourceDay(source, date, counts, heard.get(0), last));
        });
        return days;
    }

    /** True in the hours of [{@code from}, {@code to}). */
    public static Predicate<Instant> between(String from, String to) {
        Instant start = Instant.parse(from);
        Instant end = Instant.parse(to);
        return hour -> !hour.isBefore(start) && hour.isBefore(end);
    }
}
