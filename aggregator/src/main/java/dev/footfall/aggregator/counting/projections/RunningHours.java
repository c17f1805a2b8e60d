package dev.footfall.aggregator.counting.projections;

import dev.footfall.aggregator.counting.store.ValueReader;
import dev.footfall.aggregator.counting.store.ValueWriter;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.SessionChange;
import dev.footfall.aggregator.session.UtcDay;
import dev.footfall.events.Observation;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link HourlyCounts} while they are counted: a file in the hour of its own time, a download in that of its
 * session's head. Few hours have files: each of those has a bit in {@code hours} and three numbers, ascending. In the
 * store they are hour, files, downloads and bytes of each.
 */
final class RunningHours implements DaySection {
    private static final int MILLIS_PER_HOUR = 3_600_000;

    static final int FILES = 0;
    static final int DOWNLOADS = 1;
    static final int BYTES = 2;
    private static final int NUMBERS = 3;

    private static final long OBJECT_BYTES = 40;
    private static final long[] NOTHING = {};

    private int hours;
    long[] numbers = NOTHING;

    @Override
    public void add(Observation event, CountedOutcome outcome) {
        addFiles(UtcDay.millisOfDay(event) / MILLIS_PER_HOUR, 1, event.request().bytes());
        follow(outcome.change());
    }

    @Override
    public void add(Observation event, DoubleClick click) {
        addFiles(click.head().hour(), click.files(), click.bytes());
        follow(click.change());
    }

    private void addFiles(int hour, int files, long bytes) {
        int at = place(hour);
        numbers[at + FILES] += files;
        numbers[at + BYTES] = DailyCounts.saturatedSum(numbers[at + BYTES], bytes);
    }

    private void follow(SessionChange change) {
        if (change.gained().isPresent()) numbers[place(change.gained().hour()) + DOWNLOADS]++;
        if (change.lost().isPresent()) numbers[place(change.lost().hour()) + DOWNLOADS]--;
    }

    /** Finds where the numbers of this hour begin, and makes room if there are none. */
    int place(int hour) {
        int bit = 1 << hour;
        int at = NUMBERS * Integer.bitCount(hours & (bit - 1));
        if ((hours & bit) == 0) {
            long[] more = new long[numbers.length + NUMBERS];
            System.arraycopy(numbers, 0, more, 0, at);
            System.arraycopy(numbers, at, more, at + NUMBERS, numbers.length - at);
            numbers = more;
            hours |= bit;
        }
        return at;
    }

    @Override
    public boolean isEmpty() {
        return hours == 0;
    }

    @Override
    public void write(ValueWriter section) {
        int at = 0;
        for (int rest = hours; rest != 0; rest &= rest - 1) {
            section.number(Integer.numberOfTrailingZeros(rest));
            for (int i = 0; i < NUMBERS; i++) section.number(numbers[at++]);
        }
    }

    static void forEach(ValueReader section, HourVisitor visitor) {
        while (section.hasMore()) {
            visitor.hour(section.integer(), section.number(), section.number(), section.number());
        }
    }

    static RunningHours read(ValueReader section) {
        var counts = new RunningHours();
        while (section.hasMore()) {
            int at = counts.place(section.integer());
            for (int i = 0; i < NUMBERS; i++) counts.numbers[at + i] = section.number();
        }
        return counts;
    }

    HourlyCounts toCounts() {
        List<HourCounts> all = new ArrayList<>(HourlyCounts.NONE.hours());
        int at = 0;
        for (int rest = hours; rest != 0; rest &= rest - 1) {
            var counts = new HourCounts(numbers[at + DOWNLOADS], numbers[at + FILES], numbers[at + BYTES]);
            all.set(Integer.numberOfTrailingZeros(rest), counts);
            at += NUMBERS;
        }
        return new HourlyCounts(all);
    }

    @Override
    public long heapBytes() {
        return OBJECT_BYTES + (long) Long.BYTES * numbers.length;
    }
}
