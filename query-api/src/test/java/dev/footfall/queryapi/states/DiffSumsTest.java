package dev.footfall.queryapi.states;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.states.DiffSums.Repositories;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sums of small random changes, many of the same size, against naive ones. */
class DiffSumsTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-01");
    private static final int TOP = 7;

    private record Moved(String name, long before, long after) {
        long move() {
            return Math.abs(after - before);
        }
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void ranksRepositoriesByTheirMoveAndThenByName(long seed) {
        var random = new Random(seed);
        var sums = new DiffSums(TOP);
        var all = new ArrayList<DayChange>();
        var moved = new ArrayList<Moved>();
        for (char name = 'a'; name <= 'z'; name++) {
            List<DayChange> days = days(new RepoId(RepoType.MODEL, "o", "" + name), random);
            days.forEach(sums::add);
            all.addAll(days);
            if (days.stream().anyMatch(DiffSumsTest::differs))
                moved.add(new Moved("" + name, downloads(days, DayChange::before), downloads(days, DayChange::after)));
        }

        List<Moved> first = sums.moved().stream()
                .map(one -> new Moved(
                        one.repo().name(),
                        one.totals().before().downloads(),
                        one.totals().after().downloads()))
                .toList();

        Comparator<Moved> order =
                Comparator.comparingLong(Moved::move).reversed().thenComparing(Moved::name);
        assertEquals(moved.stream().sorted(order).limit(TOP).toList(), first);
        long appeared =
                moved.stream().filter(one -> one.before == 0 && one.after > 0).count();
        long gone =
                moved.stream().filter(one -> one.after == 0 && one.before > 0).count();
        assertEquals(new Repositories(moved.size(), appeared, gone), sums.repositories());
        List<LocalDate> changed = all.stream()
                .filter(DiffSumsTest::differs)
                .map(DayChange::date)
                .sorted()
                .toList();
        assertEquals(changed.size(), sums.change().days());
        assertEquals(Optional.of(changed.get(0)), sums.change().first());
        assertEquals(Optional.of(changed.get(changed.size() - 1)), sums.change().last());
        assertEquals(bytes(all, DayChange::before), sums.change().before().bytes());
        assertEquals(bytes(all, DayChange::after), sums.change().after().bytes());
    }

    private static List<DayChange> days(RepoId repo, Random random) {
        var days = new ArrayList<DayChange>();
        for (int day = random.nextInt(20); day < 25; day += 1 + random.nextInt(9)) {
            LocalDate date = FIRST.plusDays(day);
            ClassDay before = day(date, random);
            days.add(new DayChange(repo, date, before, random.nextInt(3) == 0 ? day(date, random) : before));
        }
        return days;
    }

    private static ClassDay day(LocalDate date, Random random) {
        int downloads = random.nextInt(2);
        long bytes = random.nextInt(9) == 0 ? Long.MAX_VALUE / 3 : random.nextInt(9);
        return ClassDay.of(new RepositoryDay(
                date, new DailyCounts(downloads, 0, downloads, downloads == 0 ? 0 : bytes), Map.of()));
    }

    private static boolean differs(DayChange day) {
        return !day.before().equals(day.after());
    }

    private static long downloads(List<DayChange> days, Function<DayChange, ClassDay> side) {
        return days.stream()
                .mapToLong(day -> side.apply(day).counts().counts().downloads())
                .sum();
    }

    /** At most {@link Long#MAX_VALUE}. */
    private static long bytes(List<DayChange> days, Function<DayChange, ClassDay> side) {
        return days.stream()
                .map(day -> BigInteger.valueOf(side.apply(day).counts().counts().bytes()))
                .reduce(BigInteger.ZERO, BigInteger::add)
                .min(BigInteger.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }
}
