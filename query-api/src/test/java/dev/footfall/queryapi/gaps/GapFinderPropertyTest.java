package dev.footfall.queryapi.gaps;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.counts.SourceHour;
import dev.footfall.queryapi.gaps.GapList.GapFinder;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The gaps are those of the definition, hour by hour, whatever the order of the days, and however much of the log is read. */
class GapFinderPropertyTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-07-01");
    private static final int DAYS = 70;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final List<String> SOURCES = List.of("a", "b");

    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void areThoseOfTheDefinition(long seed) {
        var random = new Random(seed);
        Map<String, Map<Instant, Long>> events = events(random);
        List<SourceDay> days = days(events);
        Collections.shuffle(days, random);
        Instant end =
                FIRST.plusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC).minusSeconds(random.nextInt(80_000));

        List<Gap> gaps = GapFinder.find(days, end);

        assertEquals(expected(events, end), hours(gaps), "seed=" + seed);
        for (Gap gap : gaps) {
            boolean goesOn = gaps.stream()
                    .anyMatch(next ->
                            next.source().equals(gap.source()) && next.from().equals(gap.to()));
            assertTrue(!goesOn, () -> "two gaps side by side, seed=" + seed);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @MethodSource("seeds")
    void dependOnTheFourWeeksBeforeAlone(long seed) {
        var random = new Random(seed);
        List<SourceDay> days = days(events(random));
        Instant end = FIRST.plusDays(DAYS).atStartOfDay().toInstant(ZoneOffset.UTC);
        LocalDate wanted = FIRST.plusDays(28 + random.nextInt(DAYS - 28));

        List<SourceDay> read = days.stream()
                .filter(day -> !day.date().isBefore(wanted.minusDays(28)))
                .toList();

        Instant start = wanted.atStartOfDay().toInstant(ZoneOffset.UTC);
        assertEquals(
                hours(GapFinder.find(days, end)).tailSet(start + " "),
                hours(GapFinder.find(read, end)).tailSet(start + " "),
                "seed=" + seed);
    }

    /** Sources that are busy by chance, and now and then silent for hours, days or from then on. */
    private static Map<String, Map<Instant, Long>> events(Random random) {
        Map<String, Map<Instant, Long>> events = new HashMap<>();
        for (String source : SOURCES) {
            int most = 1 + random.nextInt(60);
            int silentHour = random.nextInt(24);
            double heard = 0.7 + random.nextDouble() * 0.3;
            int silent = 0;
            for (int hour = 0; hour < DAYS * 24; hour++) {
                if (random.nextInt(200) == 0)
                    silent = List.of(1, 5, 30, 24 * 40).get(random.nextInt(4));
                silent--;
                boolean isHeard = silent <= 0 && hour % 24 != silentHour && random.nextDouble() < heard;
                if (!isHeard) continue;
                Instant start = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC).plus(HOUR.multipliedBy(hour));
                events.computeIfAbsent(source, any -> new HashMap<>()).put(start, 1L + random.nextInt(most));
            }
        }
        return events;
    }

    private static List<SourceDay> days(Map<String, Map<Instant, Long>> events) {
        List<SourceDay> days = new ArrayList<>();
        events.forEach((source, hours) -> FIRST.datesUntil(FIRST.plusDays(DAYS)).forEach(date -> {
            List<SourceHour> counts = new ArrayList<>();
            for (int hour = 0; hour < 24; hour++) {
                long count = hours.getOrDefault(date.atTime(hour, 0).toInstant(ZoneOffset.UTC), 0L);
                counts.add(new SourceHour(count, 0));
            }
            Instant midnight = date.atStartOfDay().toInstant(ZoneOffset.UTC);
            boolean hasData = counts.stream().anyMatch(hour -> hour.events() > 0);
            if (hasData) days.add(new SourceDay(source, date, counts, midnight, midnight));
        }));
        return days;
    }

    private static SortedSet<String> expected(Map<String, Map<Instant, Long>> events, Instant end) {
        var missing = new TreeSet<String>();
        Instant lastHour = end.truncatedTo(ChronoUnit.HOURS);
        events.forEach((source, hours) -> {
            Set<LocalDate> activeDays = hours.keySet().stream()
                    .map(hour -> LocalDate.ofInstant(hour, ZoneOffset.UTC))
                    .collect(Collectors.toSet());
            Instant hour = FIRST.atStartOfDay().toInstant(ZoneOffset.UTC);
            for (; hour.isBefore(lastHour); hour = hour.plus(HOUR)) {
                if (!hours.containsKey(hour) && isUsual(hours, activeDays, hour)) missing.add(hour + " " + source);
            }
        });
        return missing;
    }

    private static boolean isUsual(Map<Instant, Long> hours, Set<LocalDate> activeDays, Instant hour) {
        var active = new ArrayList<Integer>();
        var same = new ArrayList<Integer>();
        long sum = 0;
        for (int back = 1; back <= 28; back++) {
            Instant then = hour.minus(Duration.ofDays(back));
            if (activeDays.contains(LocalDate.ofInstant(then, ZoneOffset.UTC))) active.add(back);
            if (hours.containsKey(then)) same.add(back);
            sum += hours.getOrDefault(then, 0L);
        }
        return active.size() >= 7
                && same.size() >= 0.75 * active.size()
                && sum >= 10.0 * active.size()
                && same.stream().anyMatch(back -> back % 7 == 0);
    }

    private static SortedSet<String> hours(List<Gap> gaps) {
        var hours = new TreeSet<String>();
        for (Gap gap : gaps) {
            for (Instant hour = gap.from(); hour.isBefore(gap.to()); hour = hour.plus(HOUR)) {
                hours.add(hour + " " + gap.source());
            }
        }
        return hours;
    }
}
