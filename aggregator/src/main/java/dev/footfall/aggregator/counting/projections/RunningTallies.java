package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.Head;
import dev.footfall.aggregator.session.SessionChange;
import dev.footfall.events.Observation;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.ToIntFunction;

/**
 * Downloads by a number of each session's head: a head that comes adds one, a head that goes takes it back. Most days
 * have one to three numbers, looked for one after another. In the store: number and downloads of each.
 */
final class RunningTallies implements DaySection {
    private static final long OBJECT_BYTES = 64;
    private static final int NUMBER_BYTES = 1 + Long.BYTES;
    private static final byte[] NO_NUMBERS = {};
    private static final long[] NO_DOWNLOADS = {};

    private final ToIntFunction<Head> numberOf;

    /** Ascending, and beside each its downloads. */
    private byte[] numbers = NO_NUMBERS;

    private long[] downloads = NO_DOWNLOADS;

    /** No downloads yet, by this number, 0 to 127. */
    RunningTallies(ToIntFunction<Head> numberOf) {
        this.numberOf = numberOf;
    }

    @Override
    public void add(Observation event, CountedOutcome outcome) {
        follow(outcome.change());
    }

    @Override
    public void add(Observation event, DoubleClick click) {
        follow(click.change());
    }

    private void follow(SessionChange change) {
        add(change.gained(), 1);
        add(change.lost(), -1);
    }

    private void add(Head head, int change) {
        if (!head.isPresent()) return;
        int at = place(numberOf.applyAsInt(head));
        downloads[at] += change;
    }

    /** Finds the place of this number, and makes room if it has none. */
    private int place(int number) {
        int at = 0;
        while (at < numbers.length && numbers[at] < number) at++;
        if (at == numbers.length || numbers[at] != number) makeRoom(at, number);
        return at;
    }

    private void makeRoom(int at, int number) {
        byte[] moreNumbers = Arrays.copyOf(numbers, numbers.length + 1);
        long[] moreDownloads = Arrays.copyOf(downloads, downloads.length + 1);
        System.arraycopy(numbers, at, moreNumbers, at + 1, numbers.length - at);
        System.arraycopy(downloads, at, moreDownloads, at + 1, downloads.length - at);
        moreNumbers[at] = (byte) number;
        moreDownloads[at] = 0;
        numbers = moreNumbers;
        downloads = moreDownloads;
    }

    @Override
    public boolean isEmpty() {
        for (long number : downloads) {
            if (number > 0) return false;
        }
        return true;
    }

    @Override
    public void write(ValueWriter section) {
        for (int i = 0; i < numbers.length; i++) {
            if (downloads[i] > 0) section.number(numbers[i]).number(downloads[i]);
        }
    }

    static RunningTallies read(ToIntFunction<Head> numberOf, ValueReader section) {
        var tallies = new RunningTallies(numberOf);
        while (section.hasMore()) {
            int at = tallies.place(section.integer());
            tallies.downloads[at] = section.number();
        }
        return tallies;
    }

    static <K> RunningTallies of(ToIntFunction<Head> numberOf, Map<K, Long> counts, ToIntFunction<K> number) {
        var tallies = new RunningTallies(numberOf);
        counts.forEach((kind, downloads) -> {
            int at = tallies.place(number.applyAsInt(kind));
            tallies.downloads[at] = downloads;
        });
        return tallies;
    }

    static long sum(ValueReader section, IntPredicate numbers) {
        long sum = 0;
        while (section.hasMore()) {
            boolean isIn = numbers.test(section.integer());
            long downloads = section.number();
            if (isIn) sum += downloads;
        }
        return sum;
    }

    <K extends Enum<K>> Map<K, Long> toCounts(Class<K> type, IntFunction<K> ofNumber) {
        Map<K, Long> counts = new EnumMap<>(type);
        for (int i = 0; i < numbers.length; i++) {
            if (downloads[i] > 0) counts.put(ofNumber.apply(numbers[i]), downloads[i]);
        }
        return counts;
    }

    @Override
    public long heapBytes() {
        return OBJECT_BYTES + (long) NUMBER_BYTES * numbers.length;
    }
}
