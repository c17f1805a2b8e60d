package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.counting.SourceDay;
import dev.footfall.queryapi.gaps.GapFinder.HourRuns;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /** The number of hours of a source without data, in [{@code start}, {@code end}). */
    public long hours(String source, Instant start, Instant end) {
        var hours = new ArrayList<Instant>();
        for (Gap gap : within(start, end)) {
            if (!gap.source().equals(source)) continue;
            Instant hour = gap.from().isBefore(start) ? start : gap.from();
            for (; hour.isBefore(gap.to()) && hour.isBefore(end); hour = hour.plus(HourRuns.HOUR)) hours.add(hour);
        }
        return hours.stream().distinct().count();
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay().toInstant(ZoneOffset.UTC);
    }
}
