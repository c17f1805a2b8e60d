package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.queryapi.gaps.GapList.GapFinder.HourRuns;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All gaps of a log, by time: those that it shows, less what operators dismissed, and those that they declared. {@code
 * gaps}: none of a source overlaps one that the log shows.
 */
public record GapList(List<Gap> gaps) {
    public static final GapList NONE = new GapList(List.of());

    public GapList {
        gaps = gaps.stream().sorted().toList();
    }

    /** {@code end} is the newest log time. */
    public static GapList of(Collection<SourceDay> days, Instant end, List<GapVerdict> verdicts) {
        Instant newest =
                days.stream().map(SourceDay::last).max(Instant::compareTo).orElse(end);
        List<Gap> found = GapFinder.find(days, newest.isBefore(end) ? newest : end);
        Stream<Gap> undecided = found.stream().flatMap(gap -> without(verdicts, gap));
        Stream<Gap> declared = verdicts.stream().filter(GapVerdict::isGap).map(GapVerdict::gap);
        return new GapList(Stream.concat(undecided, declared).toList());
    }

    private static Stream<Gap> without(List<GapVerdict> verdicts, Gap gap) {
        var left = new HourRuns(gap.source());
        for (Instant hour = gap.from(); hour.isBefore(gap.to()); hour = hour.plus(HourRuns.HOUR)) {
            Instant start = hour;
            Instant end = hour.plus(HourRuns.HOUR);
            if (verdicts.stream().noneMatch(verdict -> verdict.covers(gap.source(), start, end))) left.add(start);
        }
        return left.runs().stream();
    }

    /** Those that overlap [{@code start}, {@code end}). */
    public List<Gap> within(Instant start, Instant end) {
        return gaps.stream().filter(gap -> gap.overlaps(start, end)).toList();
    }

    /** Those that overlap the UTC days of [{@code from}, {@code to}]. */
    public List<Gap> within(LocalDate from, LocalDate to) {
        return within(start(from), start(to.plusDays(1)));
    }

    /** The hours of a UTC day, such as {@code 06-09 files-1}, with commas; empty where there is no gap. */
    public String hoursOf(LocalDate day) {
        return within(day, day).stream().map(gap -> hoursOf(gap, start(day))).collect(Collectors.joining(", "));
    }

    private static String hoursOf(Gap gap, Instant midnight) {
        long from = Math.max(0, Duration.between(midnight, gap.from()).toHours());
        long to = Math.min(SourceDay.HOURS, Duration.between(midnight, gap.to()).toHours());
        return String.format(Locale.ROOT, "%02d-%02d %s", from, to, gap.source());
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    /** Finds the gaps that a log shows by itself: past hours without events in which the source usually has some. */
    static final class GapFinder {
        private GapFinder() {}

        /** By time, hours beside one another as one. {@code end}: the newest moment of the log; its hour is not over. */
        static List<Gap> find(Collection<SourceDay> days, Instant end) {
            Map<String, List<SourceDay>> bySource =
                    days.stream().collect(Collectors.groupingBy(SourceDay::source, TreeMap::new, Collectors.toList()));
            List<Gap> gaps = new ArrayList<>();
            bySource.forEach((source, own) -> {
                var hours = new HourRuns(source);
                new SourceHistory(own).addMissing(end.truncatedTo(ChronoUnit.HOURS), hours);
                gaps.addAll(hours.runs());
            });
            return gaps.stream().sorted().toList();
        }

        /** Joins adjacent hours of one source, added in ascending order, into gaps. Not thread-safe. */
        static final class HourRuns {
            static final Duration HOUR = Duration.ofHours(1);

            private final String source;
            private final List<Gap> runs = new ArrayList<>();

            HourRuns(String source) {
                this.source = source;
            }

            void add(Instant start) {
                Instant end = start.plus(HOUR);
                int last = runs.size() - 1;
                boolean isAdjacent = last >= 0 && runs.get(last).to().equals(start);
                if (isAdjacent) runs.set(last, Gap.found(source, runs.get(last).from(), end));
                else runs.add(Gap.found(source, start, end));
            }

            List<Gap> runs() {
                return runs;
            }
        }

        /**
         * The hours of one source, and those in which it used to have data. An hour is one of these where, of the {@value #LOOK_BACK}
         * days before on which the source had any data,
         *
         * <ul>
         *   <li>there are at least {@value #LEAST_DAYS},
         *   <li>three of four, or more, had data in the same hour,
         *   <li>which had {@value #LEAST_MEAN} events on average, or more,
         *   <li>and one with data in that hour was the same day of the week.
         * </ul>
         *
         * Hours of longer ago, or later, do not matter: so a source that is gone for good ends to be missed, and every part of a
         * history shows the same.
         */
        private static final class SourceHistory {
            static final int LOOK_BACK = 28;
            static final int LEAST_DAYS = 7;
            static final int LEAST_MEAN = 10;
            private static final int WEEK = 7;

            private final LocalDate first;
            private final @Nullable SourceDay[] days;

            SourceHistory(Collection<SourceDay> ofSource) {
                List<SourceDay> sorted = ofSource.stream()
                        .sorted(Comparator.comparing(SourceDay::date))
                        .toList();
                first = sorted.get(0).date();
                long last = sorted.get(sorted.size() - 1).date().toEpochDay();
                days = new SourceDay[Math.toIntExact(last - first.toEpochDay() + 1)];
                for (SourceDay day : sorted) days[Math.toIntExact(day.date().toEpochDay() - first.toEpochDay())] = day;
            }

            void addMissing(Instant end, HourRuns missing) {
                for (int place = 0; place < days.length + LOOK_BACK; place++) {
                    SourceDay day = at(place);
                    for (int hour = 0; hour < SourceDay.HOURS; hour++) {
                        Instant start = start(first.plusDays(place)).plus(HourRuns.HOUR.multipliedBy(hour));
                        if (!start.isBefore(end)) return;
                        boolean hasData = day != null && day.hours().get(hour).events() > 0;
                        if (!hasData && isUsual(place, hour)) missing.add(start);
                    }
                }
            }

            private @Nullable SourceDay at(int place) {
                return place < 0 || place >= days.length ? null : days[place];
            }

            private boolean isUsual(int place, int hour) {
                int active = 0;
                int same = 0;
                long events = 0;
                boolean isOfTheWeek = false;
                for (int back = 1; back <= LOOK_BACK; back++) {
                    SourceDay day = at(place - back);
                    if (day == null) continue;
                    active++;
                    long then = day.hours().get(hour).events();
                    if (then == 0) continue;
                    same++;
                    events += then;
                    isOfTheWeek |= back % WEEK == 0;
                }
                return active >= LEAST_DAYS
                        && 4 * same >= 3 * active
                        && events >= (long) LEAST_MEAN * active
                        && isOfTheWeek;
            }
        }
    }
}
