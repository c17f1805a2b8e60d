package dev.footfall.events.balances;

import dev.footfall.events.BalanceDays;
import dev.footfall.events.BalanceNumbers;
import dev.footfall.events.OpeningBalance;
import dev.footfall.events.RepoId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The balances of one origin about one repository, in columns: 52 bytes a day. Immutable; only the newest may be followed by another,
 * which shares its arrays where a day comes after the last.
 */
final class OriginBalances {
    private static final int COLUMNS = 6;
    private static final int AUTHENTICATED = 1;
    private static final int ANONYMOUS = 2;
    private static final int FILES = 3;
    private static final int LIFETIME = 4;
    private static final int REPLACES = 5;
    private static final long UNKNOWN = -1;

    static final OriginBalances NONE = new OriginBalances(Optional.empty(), 0, new int[0], new long[0]);

    private final Optional<Lump> lump;
    private final int size;
    private final int[] days;
    private final long[] values;

    private record Lump(LocalDate before, BalanceNumbers numbers) {}

    private OriginBalances(Optional<Lump> lump, int size, int[] days, long[] values) {
        this.lump = lump;
        this.size = size;
        this.days = days;
        this.values = values;
    }

    boolean isEmpty() {
        return size == 0 && lump.isEmpty();
    }

    boolean holds(BalanceDays about, Optional<BalanceNumbers> numbers) {
        return about.isLump()
                ? lump.equals(numbers.map(known -> new Lump(about.day(), known)))
                : of(about).equals(numbers);
    }

    private Optional<BalanceNumbers> of(BalanceDays about) {
        int place =
                Arrays.binarySearch(days, 0, size, Math.toIntExact(about.day().toEpochDay()));
        return place < 0 ? Optional.empty() : Optional.of(numbers(place));
    }

    OriginBalances with(BalanceDays about, Optional<BalanceNumbers> numbers) {
        if (about.isLump())
            return new OriginBalances(numbers.map(known -> new Lump(about.day(), known)), size, days, values);
        int day = Math.toIntExact(about.day().toEpochDay());
        int place = Arrays.binarySearch(days, 0, size, day);
        if (numbers.isEmpty()) return place < 0 ? this : without(place);
        return place < 0 ? inserted(-place - 1, day, numbers.get()) : replaced(place, numbers.get());
    }

    private OriginBalances inserted(int place, int day, BalanceNumbers numbers) {
        boolean isShared = place == size && size < days.length;
        int capacity = isShared ? days.length : Math.max(size + 1, size + size / 2);
        int[] all = isShared ? days : Arrays.copyOf(days, capacity);
        long[] cells = isShared ? values : Arrays.copyOf(values, capacity * COLUMNS);
        System.arraycopy(all, place, all, place + 1, size - place);
        System.arraycopy(cells, place * COLUMNS, cells, (place + 1) * COLUMNS, (size - place) * COLUMNS);
        all[place] = day;
        write(numbers, cells, place);
        return new OriginBalances(lump, size + 1, all, cells);
    }

    private OriginBalances replaced(int place, BalanceNumbers numbers) {
        long[] cells = values.clone();
        write(numbers, cells, place);
        return new OriginBalances(lump, size, days.clone(), cells);
    }

    private OriginBalances without(int place) {
        int[] all = days.clone();
        long[] cells = values.clone();
        int after = size - place - 1;
        System.arraycopy(all, place + 1, all, place, after);
        System.arraycopy(cells, (place + 1) * COLUMNS, cells, place * COLUMNS, after * COLUMNS);
        return new OriginBalances(lump, size - 1, all, cells);
    }

    private static void write(BalanceNumbers numbers, long[] cells, int place) {
        int at = place * COLUMNS;
        cells[at] = numbers.downloads();
        cells[at + AUTHENTICATED] = numbers.authenticated().orElse(UNKNOWN);
        cells[at + ANONYMOUS] = numbers.anonymous().orElse(UNKNOWN);
        cells[at + FILES] = numbers.files().orElse(UNKNOWN);
        cells[at + LIFETIME] = numbers.lifetime().orElse(UNKNOWN);
        cells[at + REPLACES] = numbers.replaces() ? 1 : 0;
    }

    private BalanceNumbers numbers(int place) {
        int at = place * COLUMNS;
        return new BalanceNumbers(
                values[at],
                known(values[at + AUTHENTICATED]),
                known(values[at + ANONYMOUS]),
                known(values[at + FILES]),
                known(values[at + LIFETIME]),
                values[at + REPLACES] == 1);
    }

    private static OptionalLong known(long number) {
        return number == UNKNOWN ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** The lump and all days. */
    BalanceSum total(String origin) {
        BalanceSum ofDays = sum(origin, 0, size);
        return lump.map(known -> ofDays.plus(sum(origin, known.numbers))).orElse(ofDays);
    }

    private static BalanceSum sum(String origin, BalanceNumbers numbers) {
        return new BalanceSum(
                numbers.downloads(),
                numbers.authenticated().orElse(0),
                numbers.anonymous().orElse(0),
                numbers.files().orElse(0),
                Map.of(origin, numbers.downloads()),
                numbers.replaces());
    }

    private BalanceSum sum(String origin, int from, int to) {
        if (from == to) return BalanceSum.NONE;
        long[] sums = new long[COLUMNS];
        for (int at = from * COLUMNS; at < to * COLUMNS; at++) sums[at % COLUMNS] += Math.max(0, values[at]);
        return new BalanceSum(
                sums[0],
                sums[AUTHENTICATED],
                sums[ANONYMOUS],
                sums[FILES],
                Map.of(origin, sums[0]),
                sums[REPLACES] > 0);
    }

    /** The places of the days of a period, without the lump. */
    private IntStream places(LocalDate first, LocalDate last) {
        int from = place(first);
        return IntStream.range(from, Math.max(from, place(last.plusDays(1))));
    }

    private int place(LocalDate first) {
        long day = Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, first.toEpochDay()));
        int place = Arrays.binarySearch(days, 0, size, (int) day);
        return place < 0 ? -place - 1 : place;
    }

    boolean hasAny(LocalDate first, LocalDate last) {
        return places(first, last).findAny().isPresent();
    }

    void addTo(Map<LocalDate, BalanceSum> sums, String origin, LocalDate first, LocalDate last) {
        places(first, last)
                .forEach(place ->
                        sums.merge(LocalDate.ofEpochDay(days[place]), sum(origin, place, place + 1), BalanceSum::plus));
    }

    /** All of them, the lump first, then by day. */
    Stream<OpeningBalance> all(RepoId repo, String origin) {
        Stream<OpeningBalance> first =
                lump.stream().map(known -> balance(repo, new BalanceDays(origin, known.before, true), known.numbers));
        Stream<OpeningBalance> ofDays = IntStream.range(0, size)
                .mapToObj(place -> balance(
                        repo, new BalanceDays(origin, LocalDate.ofEpochDay(days[place]), false), numbers(place)));
        return Stream.concat(first, ofDays);
    }

    private static OpeningBalance balance(RepoId repo, BalanceDays about, BalanceNumbers numbers) {
        return new OpeningBalance(repo, about, Optional.of(numbers), Instant.EPOCH);
    }
}
