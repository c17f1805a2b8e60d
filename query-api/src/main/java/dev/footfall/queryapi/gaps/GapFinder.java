package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.sourcehours.SourceDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The gaps that a log shows by itself: hours that are over, and empty, of sources that used to have data in them. */
final class GapFinder {
    private GapFinder() {}

    /**
     * The gaps of all sources, by time. Hours beside one another are one.
     *
     * @param days of all sources, each day of a source once
     * @param end the newest moment of the log: its hour is not over
     */
    static List<Gap> find(Collection<SourceDay> days, Instant end) {
        Map<String, List<SourceDay>> bySource =
                days.stream().collect(Collectors.groupingBy(SourceDay::source, TreeMap::new, Collectors.toList()));
        List<Gap> gaps = new ArrayList<>();
        bySource.forEach((source, own) -> {
            var hours = new HourRuns(source);
            addMissing(new SourceHistory(own), end.truncatedTo(ChronoUnit.HOURS), hours);
            gaps.addAll(hours.runs());
        });
        return gaps.stream().sorted().toList();
    }

    private static void addMissing(SourceHistory history, Instant end, HourRuns missing) {
        LocalDate lastOfLog = LocalDate.ofInstant(end, ZoneOffset.UTC);
        LocalDate last = lastOfLog.isBefore(history.lastMissed()) ? lastOfLog : history.lastMissed();
        for (LocalDate date = history.first(); !date.isAfter(last); date = date.plusDays(1)) {
            for (int hour = 0; hour < SourceDay.HOURS; hour++) {
                Instant start = date.atTime(hour, 0).toInstant(ZoneOffset.UTC);
                if (!start.isBefore(end)) return;
                if (history.events(date, hour) == 0 && history.isUsual(date, hour)) missing.add(start);
            }
        }
    }
}
