package dev.footfall.standalone.demo;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.VisitorId;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;

/** Everything that happens on one UTC day: a function of the date alone, so that any start makes the same events. */
final class DemoDay {
    private static final int VISITS_ON_A_WEEKDAY = 2_000;
    private static final int VISITS_ON_A_WEEKEND = 1_150;
    private static final int USERS = 900;
    private static final int PASSERS_BY = 12_000;
    private static final int MACHINES = 6;
    private static final int VISITS_OF_MACHINES_PERCENT = 4;
    private static final int SECONDS_PER_HOUR = 3_600;

    private static final int[] HOURS = {
        4, 3, 3, 3, 3, 4, 6, 8, 10, 11, 11, 10, 10, 12, 13, 13, 12, 11, 10, 9, 8, 7, 6, 5
    };

    private DemoDay() {}

    static List<DownloadEvent> events(LocalDate day, List<DemoCatalog.DemoRepository> repositories) {
        var random = new SplittableRandom(day.toEpochDay() * 1_000_003L);
        double[] demand = cumulativeDemand(day, repositories);
        var events = new ArrayList<DownloadEvent>();
        int visits = isWeekend(day) ? VISITS_ON_A_WEEKEND : VISITS_ON_A_WEEKDAY;
        for (int i = 0; i < visits; i++) {
            DemoCatalog.DemoRepository repository = repositories.get(index(demand, random.nextDouble()));
            Instant start = day.atStartOfDay(ZoneOffset.UTC).toInstant().plusSeconds(second(random));
            String id = "demo-" + day + "-" + i;
            boolean isMachine = random.nextInt(100) < VISITS_OF_MACHINES_PERCENT;
            VisitorId visitor = isMachine ? machine(random) : person(random);
            var visit = new DemoVisit(repository, visitor, start, id, random);
            events.addAll(isMachine ? visit.ofMachine() : visit.ofPerson());
        }
        events.sort(Comparator.comparing(DownloadEvent::time));
        return events;
    }

    private static boolean isWeekend(LocalDate day) {
        return day.getDayOfWeek() == DayOfWeek.SATURDAY || day.getDayOfWeek() == DayOfWeek.SUNDAY;
    }

    private static VisitorId person(SplittableRandom random) {
        if (random.nextInt(100) < 35) return VisitorId.user("maker-" + random.nextInt(USERS));
        return anonymous(random.nextInt(PASSERS_BY));
    }

    private static VisitorId machine(SplittableRandom random) {
        return anonymous(PASSERS_BY + random.nextInt(MACHINES));
    }

    private static VisitorId anonymous(long number) {
        var scrambled = new SplittableRandom(number);
        HexFormat hex = HexFormat.of();
        return VisitorId.anonymous(hex.toHexDigits(scrambled.nextLong()) + hex.toHexDigits(scrambled.nextLong()));
    }

    private static int second(SplittableRandom random) {
        int total = 0;
        for (int weight : HOURS) total += weight;
        int left = random.nextInt(total);
        int hour = 0;
        while (left >= HOURS[hour]) left -= HOURS[hour++];
        return hour * SECONDS_PER_HOUR + random.nextInt(SECONDS_PER_HOUR);
    }

    /** The demand of each repository and all before it, from 0 to 1. */
    private static double[] cumulativeDemand(LocalDate day, List<DemoCatalog.DemoRepository> repositories) {
        var sums = new double[repositories.size()];
        double sum = 0;
        for (int i = 0; i < sums.length; i++) {
            sum += repositories.get(i).demand(day);
            sums[i] = sum;
        }
        for (int i = 0; i < sums.length; i++) sums[i] /= sum;
        return sums;
    }

    private static int index(double[] cumulative, double point) {
        int found = Arrays.binarySearch(cumulative, point);
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }
}
